#include "sources/layout_field.h"

#include <algorithm>

#include "sources/convert.h"
#include "sources/plan.h"
#include "sources/tally.h"
#include "sources/typed.h"

namespace firstseen::sources {
namespace {

// Whether the converter keeps the text unchanged, or reads a number or a time in ISO 8601.
bool is_direct(const Converter& converter, event::FieldType type) {
  if (converter.append == append_ecs || converter.append == append_verbatim) return true;
  if (converter.append == append_process_id) return type == event::FieldType::kLong;
  const bool is_time = converter.append == append_iso_time || converter.append == append_utc_time;
  return is_time && type == event::FieldType::kDate;
}

}  // namespace

LayoutField layout_field(const FieldPlan& plan, const json::RawRecord& record) {
  LayoutField field;
  field.plan = &plan;
  const auto step = std::find_if(plan.steps.begin(), plan.steps.end(), [&](const Step& row) {
    return row.path == json::PathTable::kNoPath || record.has(row.path);
  });
  if (step == plan.steps.end() || step->path == json::PathTable::kNoPath || !step->guards.empty())
    return field;
  const json::RawValue* const value = record.first(step->path);
  if (record.next(*value) != nullptr || plan.target.lower_case) return field;
  if (!is_direct(*step->mapping->converter, plan.target.type)) return field;
  field.value = static_cast<std::uint32_t>(value - record.values().data());
  field.mapping = step->mapping;
  return field;
}

bool fill_directly(const LayoutField& field, const json::RawRecord& record, Conversion& conversion,
                   ShapeTally& tally) {
  if (field.value == LayoutField::kNone) return false;
  const json::RawValue& raw = record.values()[field.value];
  const bool is_plain = !raw.escaped && raw.kind <= json::RawKind::kBoolean;
  if (!is_plain || (!field.mapping->converter->absent_tokens_are_values && is_absent_token(raw.token)))
    return false;
  const Target& target = field.plan->target;
  event::Value value;
  if (!read_plain(raw.token, target.type, value)) return false;
  value.element = raw.element;
  value.analyzer = target.analyzer;
  const event::FieldSlot slot = field.plan->slot;
  conversion.event.set_one(slot, value);
  if (field.mapping->derived) conversion.event.mark_derived(slot);
  ++tally.present[slot];
  return true;
}

}  // namespace firstseen::sources
