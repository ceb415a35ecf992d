// What the prefilter looks for, rule by rule.
#pragma once

#include <vector>

#include "prefilter/requirement.h"
#include "rules/rule_set.h"
#include "sources/table.h"

namespace firstseen::hunt {

// `tables`: those that records are read with; `strict_ecs`: without derived rows.
std::vector<prefilter::RuleRequirement> requirements_of(const rules::RuleSet& rules,
                                                        const std::vector<sources::SourceTable>& tables,
                                                        bool strict_ecs);

}  // namespace firstseen::hunt
