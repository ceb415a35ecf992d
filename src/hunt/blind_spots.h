// Sources that are there and still cannot match a rule, because no record of theirs carries what it asks for.
#pragma once

#include <vector>

#include "firstseen/hunt.h"
#include "pass/reading.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// By source, then in the order of the rules. Of all records that were read, by the slots of the rules' fields.
std::vector<BlindSpot> find_blind_spots(const rules::RuleSet& rules, const pass::Reading& reading);

}  // namespace firstseen::hunt
