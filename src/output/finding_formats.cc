#include "output/finding_formats.h"

#include <algorithm>

#include "bytes/compressor.h"
#include "firstseen/output.h"
#include "output/summary.h"
#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::output {
namespace {

template <typename Matches>
const FindingFormat* find(const Matches& matches) {
  const auto& formats = finding_formats();
  const auto found = std::find_if(formats.begin(), formats.end(), matches);
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<FindingFormat>& finding_formats() {
  static const std::vector<FindingFormat> rows{
      {.name = "table",
       .kind = "a findings table",
       .endings = {".txt"},
       .marker = "first seen (UTC)",
       .make_writer = make_table_writer},
      {.name = "ndjson",
       .kind = "an NDJSON findings file",
       .endings = {".ndjson", ".jsonl", ".json"},
       .marker = R"({"schema":"firstseen.finding/)",
       .make_writer = make_ndjson_writer},
      {.name = "csv",
       .kind = "a CSV findings file",
       .endings = {".csv"},
       .marker = "rule.id,rule.name,severity,risk_score,terms,",
       .make_writer = make_csv_writer},
  };
  return rows;
}

const FindingFormat* find_format(std::string_view name) {
  return find([&](const FindingFormat& format) { return format.name == name; });
}

const FindingFormat* find_format_of_file(std::string_view path) {
  path = bytes::without_compression(path);
  return find([&](const FindingFormat& format) {
    return std::any_of(format.endings.begin(), format.endings.end(),
                       [&](std::string_view ending) { return path.ends_with(ending); });
  });
}

Result<const FindingFormat*> format_named(std::string_view name) {
  if (const FindingFormat* const format = find_format(name)) return format;
  std::vector<std::string_view> names;
  std::string list;
  for (const FindingFormat& format : finding_formats()) {
    names.push_back(format.name);
    text::append_item(list, format.name);
  }
  return fail("there is no format named " + std::string(name) + ", only " + list,
              text::suggestion(name, names, {}));
}

void write_findings(const HuntResult& result, const FindingFormat& format, const Style& style,
                    const LineSink& sink, const std::function<bool()>& go_on) {
  const auto writer = format.make_writer(sink);
  writer->begin(result, style);
  for (const Finding& finding : result.findings) {
    if ((go_on && !go_on()) || !writer->finding(finding)) return;
  }
  writer->end();
}

}  // namespace firstseen::output

namespace firstseen {

std::vector<std::string> finding_format_names() {
  std::vector<std::string> names;
  for (const output::FindingFormat& format : output::finding_formats()) names.emplace_back(format.name);
  return names;
}

Result<void> write_findings(const HuntResult& result, std::string_view format, const LineSink& sink) {
  const auto row = output::format_named(format);
  if (!row) return fail(row.error());
  output::write_findings(result, **row, {}, sink);
  return {};
}

std::string summary_json(const HuntResult& result) {
  return output::to_summary_json(result, {.complete = result.complete()});
}

}  // namespace firstseen
