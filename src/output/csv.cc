#include <initializer_list>

#include "output/cells.h"
#include "output/escape.h"
#include "output/finding_writers.h"

namespace firstseen::output {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += "; ";
    out += part;
  }
  return out;
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += for_csv(cells[i]);
  }
  out += "\r\n";
}

}  // namespace

const std::string_view kCsvHeader =
    "rule.id,rule.name,severity,risk_score,terms,first_seen,last_seen,events,history,previously_seen,hosts."
    "count,"
    "hosts.names,derived,source,file,line,record,offset\r\n";

const std::string_view kCsvMarker = "rule.id,rule.name,severity,risk_score,terms,";

void append_csv(std::string& out, const Finding& finding) {
  append_row(out, {finding.rule_id, finding.rule_name, finding.severity, std::to_string(finding.risk_score),
                   terms_text(finding), finding.first_seen.to_string(), finding.last_seen.to_string(),
                   std::to_string(finding.events), std::string(history_text(finding)),
                   finding.previously_seen ? finding.previously_seen->to_string() : "",
                   std::to_string(finding.host_count), joined(finding.hosts), joined(finding.derived),
                   finding.source, finding.file, std::to_string(finding.line), std::to_string(finding.record),
                   std::to_string(finding.offset)});
}

}  // namespace firstseen::output
