// Rules as JSON, for scripts.
#pragma once

#include <string>
#include <vector>

#include "firstseen/rule.h"

namespace firstseen::output {

// Returns one JSON object, schema firstseen.rules/1 (docs/output.md).
// Schema firstseen.rules-check/1 (docs/output.md). `checks` has the results of check_rule().
std::string to_checks_json(const LoadedRules& loaded, const std::vector<Result<RuleCheck>>& checks);

std::string to_rules_json(const std::vector<Rule>& rules);

}  // namespace firstseen::output
