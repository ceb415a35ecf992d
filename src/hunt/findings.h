// Converts histories to findings.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "firstseen/finding.h"
#include "firstseen/hunt.h"
#include "hunt/partial_state.h"
#include "pass/heartbeat.h"

namespace firstseen::hunt {

struct FindingOptions {
  std::optional<Timestamp> since;
  std::optional<Timestamp> covered_from;
  std::optional<Timestamp> from;  // interval mode, as in HuntRequest
  std::optional<Timestamp> to;
  bool ended_early = false;  // records are missing, so no history is full
};

// Returns the findings of all rules, sorted by first_seen, rule id and terms. They share the events
// of `state`. Throws Heartbeat::Stopped.
std::vector<Finding> collect_findings(const PartialState& state, const FindingOptions& options,
                                      pass::Heartbeat& heart);

// What is missing if the work after reading was stopped.
inline constexpr std::string_view kNoFindings = "the findings were not put together";

}  // namespace firstseen::hunt
