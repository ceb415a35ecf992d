#include <algorithm>

#include "firstseen/hunt.h"
#include "hunt/worker.h"

namespace firstseen {
namespace {

void merge_flags(std::vector<bool>& into, const std::vector<bool>& from) {
  for (std::size_t i = 0; i < from.size(); ++i) into[i] = into[i] || from[i];
}

}  // namespace

Harvest::Harvest(const HuntPlan& plan, std::size_t files)
    : recognised(files, false), has_texts(files, false), excluded(plan.rules.exclusions.lines().size(), 0) {
  for (const CompiledRule& rule : plan.rules.rules) histories.emplace_back(plan.parting_of(rule));
}

void Harvest::note_malformed(const Malformed& problem) {
  const auto before = [](const Malformed& a, const Malformed& b) { return a.origin < b.origin; };
  malformed.insert(std::upper_bound(malformed.begin(), malformed.end(), problem, before), problem);
  if (malformed.size() > kShownProblems) malformed.pop_back();
}

void Harvest::merge(Harvest&& other) {
  for (std::size_t i = 0; i < histories.size(); ++i) histories[i].merge(std::move(other.histories[i]));
  ledger.add(other.ledger);
  coverage.merge(other.coverage);
  for (const Malformed& problem : other.malformed) note_malformed(problem);
  block_lines.insert(block_lines.end(), other.block_lines.begin(), other.block_lines.end());
  merge_flags(recognised, other.recognised);
  merge_flags(has_texts, other.has_texts);
  for (std::size_t i = 0; i < excluded.size(); ++i) excluded[i] += other.excluded[i];
}

}  // namespace firstseen
