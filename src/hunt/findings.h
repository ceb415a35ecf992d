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
  const ConcludeOptions& conclude;
  std::vector<Stretch> covered;   // ascending, with a hole longer than `conclude.gap` between two
  std::optional<Timestamp> from;  // interval mode, as in HuntRequest
  std::optional<Timestamp> to;
  bool ended_early = false;  // records are missing, so no history is full
};

// Fills the findings of all rules, in their order, and the numbers of those that the options hide. They share the events of
// `state`. Throws Heartbeat::Stopped.
void collect_findings(const PartialState& state, const FindingOptions& options, pass::Heartbeat& heart,
                      HuntResult& result);

// What is missing if the work after reading was stopped.
inline constexpr std::string_view kNoFindings = "the findings were not put together";

}  // namespace firstseen::hunt
