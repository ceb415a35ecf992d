// Findings in the formats that hunt offers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/finding.h"
#include "firstseen/reading.h"

namespace firstseen::output {

enum class Format { kTable, kNdjson, kCsv };

// `table`, `ndjson` or `csv`; absent for anything else.
std::optional<Format> parse_format(std::string_view name);

struct TableStyle {
  bool colour = false;
  std::size_t width = 0;  // columns to keep to where possible; 0: any
};

// One JSON object, schema firstseen.finding/1 (docs/output.md), as a line.
void append_ndjson(std::string& out, const Finding& finding);

// RFC 4180: a header line, and a line a finding; cells safe for spreadsheets.
std::string_view csv_header();
void append_csv(std::string& out, const Finding& finding);

// What a person triages by, aligned; a rule column when there are several rules.
std::string to_table(const std::vector<Finding>& findings, const TableStyle& style);

// What a file of findings begins with, so that one can be told from other files. An empty file has none: a
// table or NDJSON without findings.
extern const std::string_view kNdjsonMarker;
extern const std::string_view kCsvMarker;
extern const std::string_view kTableMarker;
std::string_view marker_of(Format format);

// All findings in any of them, in pieces of whole lines, until the sink wants no more: together they may be
// larger than memory.
void write_findings(const std::vector<Finding>& findings, Format format, const TableStyle& style,
                    const TextSink& sink);

}  // namespace firstseen::output
