#include "hunt/worker.h"

namespace firstseen::hunt {

Harvest::Harvest(const HuntPlan& plan) : excluded(plan.rules.exclusions.lines().size(), 0) {
  for (const rules::CompiledRule& rule : plan.rules.rules) histories.emplace_back(plan.parting_of(rule));
}

void Harvest::merge(Harvest&& other) {
  reading.merge(other.reading);
  for (std::size_t i = 0; i < histories.size(); ++i) histories[i].merge(std::move(other.histories[i]));
  coverage.merge(other.coverage);
  for (std::size_t i = 0; i < excluded.size(); ++i) excluded[i] += other.excluded[i];
}

}  // namespace firstseen::hunt
