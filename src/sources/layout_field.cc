#include "sources/layout_field.h"

#include <algorithm>

#include "sources/convert.h"
#include "sources/plan.h"
#include "sources/tally.h"
#include "sources/typed.h"

namespace firstseen::sources {
namespace {

// Whether the converter keeps the text as it is, or reads a time in ISO 8601.
bool is_direct(const Converter& converter, event::FieldType type) {
  if (converter.append == append_ecs || converter.append == append_verbatim) return true;
  const bool is_time = converter.append == append_iso_time || converter.append == append_utc_time;
  return is_time && type == event::FieldType::kDate;
}

// Converts a text without escapes. Returns false for what is rare.
bool convert_common(std::string_view text, json::RawKind kind, event::FieldType type, event::Value& value) {
  switch (type) {
    case event::FieldType::kKeyword:
    case event::FieldType::kText: value = event::Value::of_text(text, type); return true;
    case event::FieldType::kLong: {
      const auto integer = read_integer(text, kind);
      if (integer) value = event::Value::of_integer(*integer);
      return integer.has_value();
    }
    case event::FieldType::kIp: {
      const auto ip = IpAddress::parse(text);
      if (ip) value = event::Value::of_ip(*ip);
      return ip.has_value();
    }
    case event::FieldType::kDate: {
      const auto parsed = parse_iso_time(text);
      if (!parsed || !parsed->zoned) return false;
      value = event::Value::of_time(parsed->time);
      return true;
    }
    case event::FieldType::kDouble:
    case event::FieldType::kBoolean:
    case event::FieldType::kObject:
    case event::FieldType::kUnknown: return false;
  }
  return false;
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
  const Converter& converter = *step->mapping->converter;
  if (!is_direct(converter, plan.target.type)) return field;
  field.value = static_cast<std::uint32_t>(value - record.values().data());
  field.mapping = step->mapping;
  field.absent_tokens_are_values = converter.absent_tokens_are_values;
  return field;
}

bool fill_directly(const LayoutField& field, const json::RawRecord& record, Conversion& conversion,
                   ShapeTally& tally) {
  if (field.value == LayoutField::kNone) return false;
  const json::RawValue& raw = record.values()[field.value];
  const bool is_plain = !raw.escaped && raw.kind <= json::RawKind::kBoolean;
  if (!is_plain || (!field.absent_tokens_are_values && is_absent_token(raw.token))) return false;
  const Target& target = field.plan->target;
  event::Value value;
  if (!convert_common(raw.token, raw.kind, target.type, value)) return false;
  value.element = raw.element;
  value.analyzer = target.analyzer;
  const event::FieldSlot slot = field.plan->slot;
  conversion.event.set_one(slot, value);
  if (field.mapping->derived) conversion.event.mark_derived(slot);
  ++tally.present[slot];
  return true;
}

}  // namespace firstseen::sources
