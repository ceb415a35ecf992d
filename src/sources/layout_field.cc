#include "sources/layout_field.h"

#include <algorithm>

#include "sources/convert.h"
#include "sources/plan.h"
#include "sources/tally.h"
#include "sources/typed.h"

namespace firstseen::sources {
namespace {

bool read_unchanged(std::string_view text, const Mapping&, event::FieldType type, event::Value& value) {
  return read_plain(text, type, value);
}

bool read_mapped(std::string_view text, const Mapping& mapping, event::FieldType type, event::Value& value) {
  const std::string_view mapped = only_text_of(*mapping.map, text);
  return !mapped.empty() && read_plain(mapped, type, value);
}

bool read_utc_time(std::string_view text, const Mapping&, event::FieldType, event::Value& value) {
  const auto time = parse_iso_time(text);
  if (time) value = event::Value::of_time(time->time);
  return time.has_value();
}

// Returns nullptr if fill() must read the values of a converter.
LayoutField::Read* reader_of(const Converter& converter, event::FieldType type) {
  if (converter.append == append_ecs || converter.append == append_verbatim) return read_unchanged;
  if (converter.append == append_map) return read_mapped;
  if (converter.append == append_process_id && type == event::FieldType::kLong) return read_unchanged;
  if (type != event::FieldType::kDate) return nullptr;
  if (converter.append == append_iso_time) return read_unchanged;
  return converter.append == append_utc_time ? read_utc_time : nullptr;
}

// Whether the step may yield a value for some record. Sets `step`'s guards to none if they hold for each of them.
bool may_apply(Step& step, const json::RawRecord& record, const Recognition& recognition,
               Conversion& conversion) {
  if (step.path != json::PathTable::kNoPath && !record.has(step.path)) return false;
  bool all_hold = true;
  for (const CompiledCondition& guard : step.guards) {
    const bool decided = !guard.is_unsure(record) && recognition.decides(guard, record);
    if (decided && !guard.holds(record, conversion)) return false;
    all_hold = all_hold && decided;
  }
  if (all_hold) step.guards = {};
  return true;
}

}  // namespace

LayoutField layout_field(const FieldPlan& plan, const json::RawRecord& record, const Recognition& recognition,
                         Conversion& conversion) {
  LayoutField field;
  field.plan = &plan;
  for (Step step : plan.steps) {
    if (may_apply(step, record, recognition, conversion)) field.steps.push_back(step);
  }
  if (field.steps.empty() || !field.steps.front().guards.empty()) return field;
  const Step& step = field.steps.front();
  if (step.path == json::PathTable::kNoPath) {
    if (const auto constant = constant_value(plan, step, conversion)) {
      field.mapping = step.mapping;
      field.constant = *constant;
    }
    return field;
  }
  const json::RawValue* const value = record.first(step.path);
  if (record.next(*value) != nullptr || plan.target.lower_case) return field;
  field.read = reader_of(*step.mapping->converter, plan.target.type);
  if (field.read != nullptr) field.mapping = step.mapping;
  field.value = record.index_of(*value);
  return field;
}

bool fill_directly(const LayoutField& field, const json::RawRecord& record, Conversion& conversion,
                   ShapeTally& tally) {
  if (field.mapping == nullptr) return false;
  const event::FieldSlot slot = field.plan->slot;
  if (field.read == nullptr) {
    conversion.event.set_one(slot, field.constant);
  } else {
    const json::RawValue& raw = record.values()[field.value];
    const bool is_plain = !raw.escaped && raw.kind <= json::RawKind::kBoolean;
    if (!is_plain || (!field.mapping->converter->absent_tokens_are_values && is_absent_token(raw.token)))
      return false;
    const Target& target = field.plan->target;
    event::Value value;
    if (!field.read(raw.token, *field.mapping, target.type, value)) return false;
    value.element = raw.element;
    value.analyzer = target.analyzer;
    conversion.event.set_one(slot, value);
  }
  if (field.mapping->derived) conversion.event.mark_derived(slot);
  ++tally.present[slot];
  return true;
}

}  // namespace firstseen::sources
