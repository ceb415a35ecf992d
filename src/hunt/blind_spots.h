// Finds records that cannot match a rule, because none of their shape has the required fields.
#pragma once

#include <vector>

#include "firstseen/hunt.h"
#include "pass/reading.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// Returns the blind spots in the order that HuntResult states. Considers all records that were read. REQUIRES: the pass used the fields of `rules`.
std::vector<BlindSpot> find_blind_spots(const rules::RuleSet& rules, const pass::Reading& reading);

}  // namespace firstseen::hunt
