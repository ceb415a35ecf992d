// Converts histories to findings.
#pragma once

#include <optional>
#include <vector>

#include "firstseen/finding.h"
#include "firstseen/hunt.h"
#include "hunt/partial_state.h"

namespace firstseen::hunt {

struct FindingOptions {
  std::optional<Timestamp> since;
  std::optional<Timestamp> covered_from;
  std::optional<Timestamp> from;  // interval mode, as in HuntRequest
  std::optional<Timestamp> to;
};

// Returns the findings of all rules, sorted by first_seen, rule id and terms. They share the events
// of `state`.
std::vector<Finding> collect_findings(const PartialState& state, const FindingOptions& options);

}  // namespace firstseen::hunt
