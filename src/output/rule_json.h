// Rules as JSON, for scripts.
#pragma once

#include <string>
#include <vector>

#include "firstseen/rule.h"

namespace firstseen::output {

// Returns one JSON object, schema firstseen.rules/1 (docs/output.md).
std::string to_rules_json(const std::vector<Rule>& rules);

}  // namespace firstseen::output
