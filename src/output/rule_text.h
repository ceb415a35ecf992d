// Rules for a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/rule.h"
#include "rules/rule_set.h"

namespace firstseen::output {

// One line a rule: type, severity, id, name.
std::string to_rule_list(const std::vector<Rule>& rules);

// All of one rule: what it is, its query as written, and as it was compiled; with `prefilter` also the literals
// that the prefilter looks for, and the clause without which no record matches that asks for them. Fails when
// the rule cannot run.
Result<std::string, Errors> to_rule_text(const Rule& rule, bool prefilter);

// The same of a rule that is compiled, without the prefilter.
std::string compiled_rule_text(const rules::CompiledRule& rule, const event::FieldSet& fields);

// `OK` and what deserves a look, or `FAILED` and why: of check_rule().
std::string to_check_text(const Rule& rule, const Result<RuleCheck>& checked);

}  // namespace firstseen::output
