// Compiles rules to run together: one field set for all, one program per rule.
#pragma once

#include <optional>
#include <vector>

#include "event/field.h"
#include "firstseen/error.h"
#include "firstseen/ip_address.h"
#include "firstseen/named_text.h"
#include "firstseen/rule.h"
#include "program/compile.h"
#include "rules/exclusions.h"

namespace firstseen::rules {

// The condition of a rule as written: the query and every filter must hold, and no exception may.
struct WrittenRule {
  predicate::Predicate query;                    // with spans in Rule::query
  std::vector<predicate::Predicate> filters;     // one per Rule::filters, in the same order
  std::vector<predicate::Predicate> exceptions;  // one per Rule::exceptions, in the same order
  // What exceptions with an expire_time would cover if they had not expired.
  std::vector<predicate::Predicate> expired;
};

struct CompiledRule {
  Rule rule;
  WrittenRule written;  // for explanations; not optimized, without internal networks
  predicate::Predicate tree;
  program::Program program;
  // Accepts the records that exceptions of the rule no longer hide; absent if none expires.
  std::optional<program::Program> expired;
  std::vector<event::FieldSlot> terms;  // term fields; for a query rule, host.name
  // For a query rule: what identifies a record without host.name, the first whose fields all have
  // values.
  std::vector<std::vector<event::FieldSlot>> other_terms;
  bool missing_term_counts = false;       // a record without a term field gets the term null
  std::vector<event::FieldSlot> counted;  // kThreshold: fields whose distinct values are counted
  // Fields shown in a finding's event: the common fields and those that the rule names, sorted by
  // name.
  std::vector<event::FieldSlot> shown;
};

struct RuleSet {
  event::FieldSet fields;
  std::vector<CompiledRule> rules;
  Exclusions exclusions;
  std::vector<event::FieldSlot> needed;  // fields used by programs and terms; ascending
  Errors warnings;
  // Fields of loaded rules that only ECS documents can have: neither ECS nor the vendors of the five
  // sources know them. Ascending. Those of the ad-hoc rule are warnings, as they are likely misspelt.
  std::vector<std::string> foreign_fields;
  Errors unknown_fields;  // of queries of loaded rules: fields that are not in ECS, with their places
  Errors skipped;         // with skip_bad_rules: the errors of rules that cannot run
};

struct RuleSetOptions {
  std::vector<Cidr> internal_networks;
  std::vector<NamedText> exclude;
  bool skip_bad_rules = false;
  bool null_terms = false;     // a record without a term field gets the term null, in all rules
  bool suggest_fields = true;  // warnings name a similar ECS field
};

// Fails with the errors of all rules that cannot run. With skip_bad_rules these rules are left out.
Result<RuleSet, Errors> compile_rules(const std::vector<Rule>& rules, const RuleSetOptions& options);

}  // namespace firstseen::rules
