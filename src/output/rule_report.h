// Rules as text for people, and as JSON for scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/rule.h"
#include "rules/rule_set.h"

namespace firstseen::output {

// One line per rule: type, severity, id, name.
std::string to_rule_list(const std::vector<Rule>& rules);

// Prints everything about one rule: its metadata, its query as written, and the compiled query.
// With `prefilter`, also prints the literals that the prefilter searches for and the clause they
// come from. Fails if the rule cannot run.
Result<std::string, Errors> to_rule_text(const Rule& rule, bool prefilter);

// The same for a compiled rule, without the prefilter.
std::string compiled_rule_text(const rules::CompiledRule& rule, const event::FieldSet& fields);

// Prints the verdict of each rule (`checks` has the results of check_rule()) with its warnings or errors,
// the rules that are not run, the fields that only ECS documents can have, the rules that turn the
// prefilter off, and the number of rules per verdict.
std::string to_check_text(const LoadedRules& loaded, const std::vector<Result<RuleCheck>>& checks);

// Returns one JSON object, schema firstseen.rules/1 (docs/output.md).
// Schema firstseen.rules-check/1 (docs/output.md). `checks` has the results of check_rule().
std::string to_checks_json(const LoadedRules& loaded, const std::vector<Result<RuleCheck>>& checks);

std::string to_rules_json(const std::vector<Rule>& rules);

}  // namespace firstseen::output
