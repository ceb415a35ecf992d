// The literals without which a document cannot match a rule.
#pragma once

#include <string>
#include <vector>

#include "predicate/predicate.h"
#include "prefilter/preimage.h"

namespace firstseen::prefilter {

// A rule with more literals gets coarser ones, or none.
inline constexpr std::size_t kMaxRuleLiterals = 8;

// The literals chosen for a rule, and the clause that they come from.
struct RuleRequirement {
  std::string rule;      // name of the rule, for messages
  Requirement literals;  // nullopt: every document is a candidate
  std::string clause;    // the clause as printed; empty without literals
};

// A conjunction uses its most selective clause, a disjunction the union of all clauses. A negation
// has no literals.
RuleRequirement requirement_of(const std::string& rule, const predicate::Predicate& tree,
                               Preimages& preimages, const event::FieldSet& fields);

// Replaces the literals by shared prefixes, as long as possible, so that at most `limit` remain.
// Returns nullopt if the prefixes would be shorter than four bytes.
Requirement coarsened(const std::vector<Literal>& literals, std::size_t limit);

// Estimates the share of documents that contain one of the literals by chance, from 0 to 1. The
// estimate uses their length and the field, and only serves to choose between clauses.
double expected_share(const std::vector<Literal>& literals, const std::string& field);

}  // namespace firstseen::prefilter
