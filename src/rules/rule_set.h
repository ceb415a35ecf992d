// Rules made ready to run together: one set of fields, one program for each rule.
#pragma once

#include <vector>

#include "event/field.h"
#include "firstseen/error.h"
#include "firstseen/ip_address.h"
#include "firstseen/named_text.h"
#include "firstseen/rule.h"
#include "program/compile.h"
#include "rules/exclusions.h"

namespace firstseen::rules {

// What a rule asks of a record, as it was written: the query and every filter hold, and no exception does.
struct WrittenRule {
  predicate::Predicate query;                    // with spans in Rule::query
  std::vector<predicate::Predicate> filters;     // one for each of Rule::filters, in their order
  std::vector<predicate::Predicate> exceptions;  // one for each of Rule::exceptions, in their order
};

struct CompiledRule {
  Rule rule;
  WrittenRule written;  // for explaining; not optimized, and without the internal networks
  predicate::Predicate tree;
  program::Program program;
  std::vector<event::FieldSlot> terms;    // the new-terms fields; of a query rule host.name
  bool missing_term_counts = false;       // a record without a term field has the term null
  std::vector<event::FieldSlot> counted;  // kThreshold: fields whose different values are counted
  std::vector<event::FieldSlot>
      shown;  // what a finding's event shows: the common fields and those the rule names, by name
};

struct RuleSet {
  event::FieldSet fields;
  std::vector<CompiledRule> rules;
  Exclusions exclusions;
  std::vector<event::FieldSlot> needed;  // the fields that programs and terms ask for; ascending
  Errors warnings;
  Errors skipped;  // with skip_bad_rules: why they cannot run
};

struct RuleSetOptions {
  std::vector<Cidr> internal_networks;
  NamedText exclusions;  // empty: none
  bool skip_bad_rules = false;
  bool suggest_fields = true;  // warnings name the ECS field that may be meant
};

// Fails with the errors of all rules that cannot run; with skip_bad_rules these are left out.
Result<RuleSet, Errors> compile_rules(const std::vector<Rule>& rules, const RuleSetOptions& options);

}  // namespace firstseen::rules
