// From histories to findings.
#pragma once

#include <optional>
#include <vector>

#include "firstseen/finding.h"
#include "firstseen/hunt.h"
#include "hunt/line_numbers.h"
#include "hunt/worker.h"

namespace firstseen {

struct FindingOptions {
  std::optional<Timestamp> since;
  std::optional<Timestamp> covered_from;
  std::optional<Timestamp> from;  // interval mode, as in HuntPlan
  std::optional<Timestamp> to;
};

// All findings of all rules, sorted by first_seen, rule id and terms. Takes the evidence out of the
// histories.
std::vector<Finding> collect_findings(const RuleSet& rules, std::vector<History>& histories,
                                      const LineNumbers& lines, const FileReports& files,
                                      const FindingOptions& options);

}  // namespace firstseen
