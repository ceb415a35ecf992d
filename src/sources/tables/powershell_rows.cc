// PowerShell's operational log. The rows follow Elastic's ingest pipeline (elastic/integrations,
// packages/windows/data_stream/powershell_operational).
#include "sources/tables/powershell_rows.h"

#include "sources/tables/rows.h"
#include "text/ascii.h"

namespace firstseen::sources::tables {
namespace {

const SharedMap& types() {
  static const SharedMap kMap =
      ValueMap{{{"4105", {"start"}}, {"4106", {"end"}}}, ValueMap::Otherwise::kFallback, {"info"}};
  return kMap;
}

}  // namespace

std::vector<Mapping> powershell_rows(const PowerShellLayout& layout) {
  const auto data = [&](std::string name) {
    if (layout.lowercase_first) name[0] = text::ascii_lower(name[0]);
    return layout.data + name;
  };
  std::vector<Mapping> all = rows({
      constant("event.category", {"process"}),
      mapped("event.type", layout.event_id, types()),
      mapped("event.type", layout.event_id + ".#text", types()),  // beside qualifiers
      row("user.id", layout.user_id),
      row("powershell.file.script_block_id", data("ScriptBlockId")),
      row("powershell.file.script_block_text", data("ScriptBlockText")),
      row("powershell.sequence", data("MessageNumber")),
      row("powershell.total", data("MessageTotal")),
      row("powershell.runspace_id", data("RunspaceId")),
  });
  for (const char* const path : {"Path", "ScriptName"}) {
    append(all, row("file.path", data(path)));
    append(all, row("file.name", data(path), "basename"));
    append(all, row("file.directory", data(path), "dirname"));
    append(all, row("file.extension", data(path), "extension"));
  }
  for (Mapping& mapping : all)
    mapping.guards.push_back(equals(layout.channel, "Microsoft-Windows-PowerShell/Operational"));
  return all;
}

}  // namespace firstseen::sources::tables
