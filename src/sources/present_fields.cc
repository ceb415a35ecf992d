#include "sources/present_fields.h"

#include "sources/plan.h"

namespace firstseen::sources {

void PresentFields::compile(const std::vector<FieldPlan>& fields, std::size_t path_count) {
  count_ = fields.size();
  const std::size_t words = (count_ + 63) / 64;
  words_ = words <= kMaxWords ? words : 0;
  always_ = {};
  by_path_.assign(words_ * path_count, 0);
  if (words_ == 0) return;
  for (std::size_t index = 0; index < count_; ++index) note(fields[index], index);
}

void PresentFields::note(const FieldPlan& field, std::size_t index) {
  for (const Step& step : field.steps) {
    const bool needs_path = step.path != json::PathTable::kNoPath;
    set(needs_path ? &by_path_[step.path * words_] : always_.data(), index);
  }
  for (const FieldPlan& part : field.parts) note(part, index);
  if (field.pattern != json::PathTable::kNoPath) set(&by_path_[field.pattern * words_], index);
}

}  // namespace firstseen::sources
