// Rules for a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/rule.h"
#include "prefilter/requirement.h"
#include "rules/rule_set.h"

namespace firstseen::output {

// One line a rule: type, severity, id, name.
std::string to_rule_list(const std::vector<Rule>& rules);

// All of one rule: what it is, its query as written, and as it was compiled.
std::string to_rule_text(const rules::CompiledRule& rule, const event::FieldSet& fields);

// The literals that the prefilter looks for, and the clause without which no record matches that asks for
// them.
std::string to_prefilter_text(const prefilter::RuleRequirement& requirement);

// `OK`, and what deserves a look: warnings, fields that none of the five sources provides.
std::string to_check_text(const rules::CompiledRule& rule, const rules::RuleSet& set);
std::string to_failed_check_text(const Rule& rule, const Error& error);

}  // namespace firstseen::output
