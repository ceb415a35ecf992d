// Findings in the formats that hunt offers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firstseen/finding.h"

namespace firstseen {

enum class Format { kTable, kNdjson, kCsv };

// `table`, `ndjson` or `csv`; absent for anything else.
std::optional<Format> parse_format(std::string_view name);

struct TableStyle {
  bool colour = false;
  std::size_t width = 0;  // columns to keep to where possible; 0: any
};

// One JSON object a line, schema firstseen.finding/1 (docs/output.md).
std::string to_ndjson(const std::vector<Finding>& findings);

// RFC 4180 with a header line; cells safe for spreadsheets.
std::string to_csv(const std::vector<Finding>& findings);

// What a person triages by, aligned; a rule column when there are several rules.
std::string to_table(const std::vector<Finding>& findings, const TableStyle& style);

// Any of them.
std::string to_text(const std::vector<Finding>& findings, Format format, const TableStyle& style);

}  // namespace firstseen
