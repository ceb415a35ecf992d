// Sources that are there and still cannot match a rule, because no record of theirs carries what it asks for.
#pragma once

#include <vector>

#include "firstseen/hunt.h"
#include "rules/rule_set.h"
#include "sources/normalizer.h"

namespace firstseen::hunt {

// By source, then in the order of the rules. `tallies`: of all parsed records, by number of the shape.
std::vector<BlindSpot> find_blind_spots(const rules::RuleSet& rules, const sources::Normalizer& normalizer,
                                        const std::vector<sources::ShapeTally>& tallies);

}  // namespace firstseen::hunt
