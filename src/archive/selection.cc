#include "archive/selection.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "archive/decoded_stream.h"
#include "archive/file_kind.h"
#include "archive/table_head.h"
#include "text/ascii.h"

namespace firstseen::archive {
namespace {

bool has_suffix(std::string_view name, std::initializer_list<std::string_view> suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) {
    return name.size() > suffix.size() && name.ends_with(suffix);
  });
}

}  // namespace

bool is_export_name(std::string_view name) {
  std::string lower = text::lowered(std::string(name));
  if (has_suffix(lower, {".zip"}) || lower.find(".tar", 1) != std::string::npos) return true;
  for (const std::string_view packed : {".gz", ".zst", ".bz2", ".xz"}) {
    if (!lower.ends_with(packed)) continue;
    lower.resize(lower.size() - packed.size());
    break;
  }
  return has_suffix(lower, {".json", ".jsonl", ".ndjson", ".log"});
}

std::string_view why_skipped(std::string_view name, std::string_view head, const csv::KnownColumns& known) {
  if (head.empty()) return kSkippedNoBytes;
  if (is_packed(head)) return {};
  const std::string text = decoded_head(head);
  if (const FileKind* const kind = kind_of(text)) return kind->name;
  if (has_record_line(text)) return {};
  const auto table = table_in(text, known);
  if (!table) return kSkippedOther;
  const bool by_name = has_suffix(text::lowered(std::string(name)), {".csv", ".tsv"});
  return by_name || (known && known(table->names)) ? std::string_view{} : kSkippedTable;
}

}  // namespace firstseen::archive
