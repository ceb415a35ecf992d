// What makes the histories of two rules comparable.
#pragma once

#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// A key per rule: SHA-256, in hexadecimal, of a canonical text that holds what decides which records match and
// what their terms are: type; query, filters and exceptions as they were parsed; fields of terms and of
// counted values; the queries among the exclusions, in bytewise order; and of the request internal networks,
// source, mappings, strict_ecs, timestamp field and, in interval mode, the interval. Not in it: id, name,
// severity, window, the value of a threshold, other exclusions, bounds.
std::vector<std::string> rule_keys(const rules::RuleSet& rules, const HuntRequest& request);

}  // namespace firstseen::hunt
