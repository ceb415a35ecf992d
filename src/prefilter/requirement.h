// The literals without which a record text cannot match a rule.
#pragma once

#include <string>
#include <vector>

#include "predicate/predicate.h"
#include "prefilter/preimage.h"

namespace firstseen::prefilter {

// Beyond this many literals a rule has coarser ones, or none.
inline constexpr std::size_t kMaxRuleLiterals = 8;

// What was chosen for a rule, and from which of its clauses.
struct RuleRequirement {
  std::string rule;      // its name, for messages
  Requirement literals;  // absent: every text is a candidate
  std::string clause;    // as the compiled query prints it; empty where literals are absent
};

// Conjunctions take their most selective clause, disjunctions the union of all, negations nothing.
RuleRequirement requirement_of(const std::string& rule, const predicate::Predicate& tree,
                               Preimages& preimages, const event::FieldSet& fields);

// Shared beginnings instead of the literals, as long as may be, so that there are at most `limit` of them;
// absent when these would be too short to tell texts apart.
Requirement coarsened(const std::vector<Literal>& literals, std::size_t limit);

// The share of texts in which one of the literals is expected to stand by chance, from 0 to 1: a guess from
// their length and from what the field holds, which only decides between clauses.
double expected_share(const std::vector<Literal>& literals, const std::string& field);

}  // namespace firstseen::prefilter
