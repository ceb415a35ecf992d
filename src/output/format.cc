#include "output/finding_writers.h"

namespace firstseen {

std::optional<Format> parse_format(std::string_view name) {
  if (name == "table") return Format::kTable;
  if (name == "ndjson") return Format::kNdjson;
  if (name == "csv") return Format::kCsv;
  return std::nullopt;
}

std::string to_text(const std::vector<Finding>& findings, Format format, const TableStyle& style) {
  switch (format) {
    case Format::kTable: return to_table(findings, style);
    case Format::kNdjson: return to_ndjson(findings);
    case Format::kCsv: return to_csv(findings);
  }
  return {};
}

}  // namespace firstseen
