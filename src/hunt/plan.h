// Prepares a hunt: compiles the rules, and makes the normalizer and the prefilter for them.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "firstseen/hunt.h"
#include "firstseen/partial.h"
#include "history/history.h"
#include "prefilter/prefilter.h"
#include "rules/rule_set.h"
#include "sources/normalizer.h"

namespace firstseen::hunt {

// Shared by all workers.
struct Plan {
  std::shared_ptr<const rules::RuleSet> rules;
  sources::Normalizer normalizer;
  std::unique_ptr<prefilter::Prefilter> prefilter;  // nullptr: every document is read
  std::optional<Timestamp> from;  // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;
};

// Fails with the errors of all rules, or with the first error in an option.
Result<std::unique_ptr<const Plan>, Errors> make_plan(const HuntRequest& request);

struct PartialState;

// Reads the inputs of the request and matches them.
std::unique_ptr<PartialState> gather(const Plan& plan, const HuntRequest& request, ReadMonitor* monitor);

// Returns how the sightings of a rule's terms are divided into runs.
history::Division division_of(const rules::CompiledRule& rule, const std::optional<Timestamp>& from);

// Returns the requirement of each rule for the prefilter. `tables` are those that records are read
// with; `strict_ecs` leaves out derived rows.
std::vector<prefilter::RuleRequirement> requirements_of(const rules::RuleSet& rules,
                                                        const std::vector<sources::SourceTable>& tables,
                                                        bool strict_ecs);

}  // namespace firstseen::hunt
