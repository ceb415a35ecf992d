#include "hunt/rule_prefilter.h"

namespace firstseen::hunt {

std::vector<prefilter::RuleRequirement> requirements_of(const rules::RuleSet& rules,
                                                        const std::vector<sources::SourceTable>& tables,
                                                        bool strict_ecs) {
  prefilter::Preimages preimages(tables, rules.fields, strict_ecs);
  std::vector<prefilter::RuleRequirement> all;
  for (const rules::CompiledRule& rule : rules.rules)
    all.push_back(prefilter::requirement_of(rule.rule.name, rule.tree, preimages, rules.fields));
  return all;
}

}  // namespace firstseen::hunt
