// From histories to findings.
#pragma once

#include <optional>
#include <vector>

#include "firstseen/finding.h"
#include "firstseen/hunt.h"
#include "hunt/worker.h"
#include "pass/line_numbers.h"

namespace firstseen::hunt {

struct FindingOptions {
  std::optional<Timestamp> since;
  std::optional<Timestamp> covered_from;
  std::optional<Timestamp> from;  // interval mode, as in HuntPlan
  std::optional<Timestamp> to;
};

// All findings of all rules, sorted by first_seen, rule id and terms. Takes the evidence out of the
// histories.
std::vector<Finding> collect_findings(const rules::RuleSet& rules, std::vector<history::History>& histories,
                                      const pass::LineNumbers& lines, const archive::FileReports& files,
                                      const FindingOptions& options);

}  // namespace firstseen::hunt
