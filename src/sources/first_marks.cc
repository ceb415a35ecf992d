#include "sources/first_marks.h"

#include <algorithm>
#include <bit>
#include <span>

namespace firstseen::sources {
namespace {

std::span<const CompiledCondition> first_marks(const SourcePlan& plan) {
  if (!plan.all.empty()) return {plan.all.data(), 1};
  return plan.any.empty() ? std::span<const CompiledCondition>{} : plan.any.front();
}

// Whether the record must have one of these paths for the plan to match: none of the marks is
// negated.
bool need_a_path(std::span<const CompiledCondition> marks) {
  return !marks.empty() &&
         std::none_of(marks.begin(), marks.end(), [](const auto& mark) { return mark.condition->negated; });
}

// Returns which of these plans read a record second.
std::uint64_t second_readers(const std::vector<SourcePlan>& plans, std::uint64_t bits,
                             const json::RawRecord& record, Conversion& conversion) {
  // Keys tell most before any text is read, which may repair it.
  const auto may_hold = [&](const CompiledCondition& mark) {
    return mark.condition->negated || record.has(mark.path);
  };
  std::uint64_t found = 0;
  for (; bits != 0; bits &= bits - 1) {
    const SourcePlan& plan = plans[static_cast<std::size_t>(std::countr_zero(bits))];
    if (!plan.second.empty() && std::none_of(plan.second.begin(), plan.second.end(), may_hold)) continue;
    if (plan.reads_second(record, conversion)) found |= bits & -bits;
  }
  return found;
}

}  // namespace

void FirstMarks::compile(const std::vector<SourcePlan>& plans, std::size_t path_count) {
  always_ = 0;
  having_.assign(path_count, 0);
  for (std::size_t i = 0; i < std::min(plans.size(), kMaxPlans); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const auto marks = first_marks(plans[i]);
    if (!need_a_path(marks)) always_ |= bit;
    for (const CompiledCondition& mark : marks) having_[mark.path] |= bit;
  }
  others_.assign(plans.size(), 0);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    for (std::size_t later = i + 1; later < std::min(plans.size(), kMaxPlans); ++later) {
      const bool same_fields = plans[i].ecs && plans[later].ecs;
      const bool may_read = !same_fields && !plans[i].control && !plans[later].control;
      if (may_read) others_[i] |= std::uint64_t{1} << later;
    }
  }
}

Recognised FirstMarks::recognise(const std::vector<SourcePlan>& plans, const json::RawRecord& record,
                                 Conversion& conversion) const {
  std::uint64_t worth_trying = always_;
  for (const json::PathId path : record.paths()) worth_trying |= having_[path];
  Recognised other;  // without a time, or what an event has
  // Visit the set bits from lowest to highest, which is the order of the plans.
  for (; worth_trying != 0; worth_trying &= worth_trying - 1) {
    const SourcePlan& plan = plans[static_cast<std::size_t>(std::countr_zero(worth_trying))];
    if (other.plan != nullptr && (others_[other.plan->number] >> plan.number & 1) == 0) continue;
    if (!plan.recognises(record, conversion)) continue;
    Recognised recognised{&plan, plan.is_event(record, conversion), worth_trying & others_[plan.number]};
    if (recognised.is_event && (plan.control || plan.may_have_time(record))) {
      recognised.others = second_readers(plans, recognised.others, record, conversion);
      recognised.lacks_addresses = plan.lacks_addresses(record, conversion);
      return recognised;
    }
    if (other.plan == nullptr || (recognised.is_event && !other.is_event)) other = recognised;
  }
  other.others = second_readers(plans, other.others, record, conversion);
  for (std::size_t i = kMaxPlans; i < plans.size() && other.plan == nullptr; ++i) {
    if (plans[i].recognises(record, conversion)) return {&plans[i], plans[i].is_event(record, conversion), 0};
  }
  return other;
}

}  // namespace firstseen::sources
