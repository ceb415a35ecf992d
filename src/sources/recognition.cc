#include "sources/recognition.h"

#include <algorithm>

#include "sources/convert.h"
#include "sources/plan.h"

namespace firstseen::sources {

bool Recognition::holds_for(const json::RawRecord& record, Conversion& conversion) const {
  if (layout_ != record.layout) return false;
  for (const Seen& seen : seen_) {
    const json::RawValue& value = record.values()[seen.value];
    const bool is_same = seen.presence ? has_value(value, conversion) == seen.present
                                       : value.kind == seen.kind && value.token == seen.token;
    if (!is_same) return false;
  }
  return true;
}

bool Recognition::decides(const CompiledCondition& condition, const json::RawRecord& record) const {
  const Test test = condition.condition->test;
  if (test == Test::kKey || test == Test::kOnlyKey) return true;
  for (const json::RawValue* raw = record.first(condition.path); raw != nullptr; raw = record.next(*raw)) {
    const std::uint32_t index = record.index_of(*raw);
    const auto is_it = [&](const Seen& seen) {
      return seen.value == index && (!seen.presence || test == Test::kValue);
    };
    if (std::none_of(seen_.begin(), seen_.end(), is_it)) return false;
  }
  return true;
}

void Recognition::add_field(const FieldPlan& plan, const json::RawRecord& record, Conversion& conversion) {
  LayoutField field = layout_field(plan, record, *this, conversion);
  const bool has_other_rows = !plan.parts.empty() || plan.pattern != json::PathTable::kNoPath;
  if (!field.steps.empty() || has_other_rows) fields.push_back(std::move(field));
}

void Recognition::clear() {
  layout_ = 0;
  too_long_ = false;
  seen_.clear();
}

void Recognition::remember(std::uint64_t layout) {
  layout_ = too_long_ ? 0 : layout;
}

void Recognition::note(const json::RawRecord& record, const json::RawValue& value, bool presence,
                       bool present) {
  too_long_ = too_long_ || (!presence && value.token.size() > kMaxBytes);
  const std::uint32_t index = record.index_of(value);
  for (Seen& seen : seen_) {
    if (seen.value != index) continue;
    // Its text decides both.
    seen.presence = seen.presence && presence;
    return;
  }
  seen_.push_back({index, presence, present, value.kind, std::string(value.token.substr(0, kMaxBytes))});
}

}  // namespace firstseen::sources
