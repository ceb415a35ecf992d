// A hunt made ready: rules compiled, source tables and prefilter for them.
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

// What all workers read.
struct Plan {
  std::shared_ptr<const rules::RuleSet> rules;
  sources::Normalizer normalizer;
  std::unique_ptr<prefilter::Prefilter> prefilter;  // nullptr: every document is read
  std::optional<Timestamp> from;  // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;
};

// Fails when a rule or an option is wrong, with all that is wrong in rules.
Result<std::unique_ptr<const Plan>, Errors> make_plan(const HuntRequest& request);

struct PartialState;

// Reads the inputs of the request with the plan.
std::unique_ptr<PartialState> gather(const Plan& plan, const HuntRequest& request, ReadMonitor* monitor);

// What divides the sightings of a rule's terms into runs.
history::Division division_of(const rules::CompiledRule& rule, const std::optional<Timestamp>& from);

// What the prefilter looks for, rule by rule. `tables`: those that records are read with; `strict_ecs`:
// without derived rows.
std::vector<prefilter::RuleRequirement> requirements_of(const rules::RuleSet& rules,
                                                        const std::vector<sources::SourceTable>& tables,
                                                        bool strict_ecs);

}  // namespace firstseen::hunt
