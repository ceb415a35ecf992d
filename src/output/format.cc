#include "output/finding_writers.h"

namespace firstseen::output {

std::optional<Format> parse_format(std::string_view name) {
  if (name == "table") return Format::kTable;
  if (name == "ndjson") return Format::kNdjson;
  if (name == "csv") return Format::kCsv;
  return std::nullopt;
}

std::string_view marker_of(Format format) {
  switch (format) {
    case Format::kTable: return kTableMarker;
    case Format::kNdjson: return kNdjsonMarker;
    case Format::kCsv: break;
  }
  return kCsvMarker;
}

void write_findings(const std::vector<Finding>& findings, Format format, const TableStyle& style,
                    const TextSink& sink) {
  constexpr std::size_t kPieceBytes = 256 * 1024;
  if (format == Format::kTable) {
    sink(to_table(findings, style));
    return;
  }
  std::string out;
  if (format == Format::kCsv) out = csv_header();
  for (const Finding& finding : findings) {
    format == Format::kCsv ? append_csv(out, finding) : append_ndjson(out, finding);
    if (out.size() < kPieceBytes) continue;
    if (!sink(out)) return;
    out.clear();
  }
  if (!out.empty()) sink(out);
}

}  // namespace firstseen::output
