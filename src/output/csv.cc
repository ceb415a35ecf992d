#include "output/cells.h"
#include "output/escape.h"
#include "output/finding_columns.h"
#include "output/finding_writers.h"

namespace firstseen::output {
namespace {

std::string make_header() {
  std::string header;
  for (const FindingColumn& column : csv_columns()) {
    if (!header.empty()) header += ',';
    header += column.csv.title;
  }
  return header + "\r\n";
}

}  // namespace

const std::string_view kCsvMarker = "rule.id,rule.name,severity,risk_score,terms,";

std::string_view csv_header() {
  static const std::string header = make_header();
  return header;
}

void append_csv(std::string& out, const Finding& finding) {
  bool first = true;
  for (const FindingColumn& column : csv_columns()) {
    if (!first) out += ',';
    first = false;
    out += for_csv(plain_text(column.value(finding)));
  }
  out += "\r\n";
}

}  // namespace firstseen::output
