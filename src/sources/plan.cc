#include "sources/plan.h"

#include <algorithm>

namespace firstseen {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

bool text_passes(std::string_view text, const Condition& condition) {
  const std::string_view wanted = condition.text;
  switch (condition.test) {
    case Test::kEquals: return condition.ignore_case ? equal_ignoring_case(text, wanted) : text == wanted;
    case Test::kStartsWith: {
      const std::string_view head = text.substr(0, wanted.size());
      return condition.ignore_case ? equal_ignoring_case(head, wanted) : head == wanted;
    }
    case Test::kContains:
      return condition.ignore_case ? contains_ignoring_case(text, wanted)
                                   : text.find(wanted) != std::string_view::npos;
    case Test::kValue: return !is_absent_token(text);
    case Test::kKey:
    case Test::kObject: return false;
  }
  return false;
}

bool passes(const json::RawValue& raw, const Condition& condition, Conversion& conversion) {
  if (condition.test == Test::kKey) return true;
  if (raw.kind == json::RawKind::kNull) return false;
  if (raw.kind == json::RawKind::kObject)
    return condition.test == Test::kObject || condition.test == Test::kValue;
  return text_passes(text_of(raw, conversion), condition);
}

CompiledCondition compiled(const Condition& condition, json::PathTable& paths) {
  return {paths.add(condition.path), condition};
}

std::vector<CompiledCondition> compiled(const std::vector<Condition>& conditions, json::PathTable& paths) {
  std::vector<CompiledCondition> out;
  for (const Condition& condition : conditions) out.push_back(compiled(condition, paths));
  return out;
}

Step compile_step(const Mapping& mapping, json::PathTable& paths) {
  Step step;
  if (!mapping.path.empty()) step.path = paths.add(mapping.path);
  step.mapping = mapping;
  step.guards = compiled(mapping.guards, paths);
  return step;
}

FieldPlan compile_field(const SourceTable& table, const Field& field, FieldSlot slot, bool strict_ecs,
                        json::PathTable& paths) {
  FieldPlan plan{slot, field.type, {}};
  for (const Mapping& mapping : table.mappings) {
    if (mapping.field != field.base || (strict_ecs && mapping.derived)) continue;
    plan.steps.push_back(compile_step(mapping, paths));
  }
  if (plan.steps.empty() && table.ecs) {
    Mapping own;
    own.field = own.path = field.base;
    own.converter = Converter::kEcs;
    plan.steps.push_back(compile_step(own, paths));
  }
  return plan;
}

// True when the row decides the field: it yielded a value, or says that there is none.
bool run(const Step& step, const json::RawRecord& record, Conversion& conversion) {
  if (step.path != json::PathTable::kNoPath && !record.has(step.path)) return false;
  for (const CompiledCondition& guard : step.guards) {
    if (!guard.holds(record, conversion)) return false;
  }
  if (step.path == json::PathTable::kNoPath) {
    convert_constant(step.mapping, conversion);
  } else {
    for (const json::RawValue* raw = record.first(step.path); raw != nullptr; raw = record.next(*raw)) {
      convert(*raw, step.mapping, conversion);
    }
  }
  return step.mapping.stops || !conversion.values.empty();
}

}  // namespace

bool CompiledCondition::holds(const json::RawRecord& record, Conversion& conversion) const {
  for (const json::RawValue* raw = record.first(path); raw != nullptr; raw = record.next(*raw)) {
    if (passes(*raw, condition, conversion)) return !condition.negated;
  }
  return condition.negated;
}

bool SourcePlan::recognises(const json::RawRecord& record, Conversion& conversion) const {
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return std::all_of(all.begin(), all.end(), holds) &&
         std::all_of(any.begin(), any.end(),
                     [&](const auto& group) { return std::any_of(group.begin(), group.end(), holds); });
}

void fill(const FieldPlan& plan, const json::RawRecord& record, Conversion& conversion) {
  conversion.values.clear();
  conversion.zoneless = false;
  conversion.type = plan.type;
  for (const Step& step : plan.steps) {
    if (!run(step, record, conversion)) continue;
    NetworkEvent& event = *conversion.event;
    const auto values = event.allocate_values(conversion.values.size());
    std::copy(conversion.values.begin(), conversion.values.end(), values.begin());
    event.set(plan.slot, values);
    if (!values.empty() && (step.mapping.derived || conversion.zoneless)) event.mark_derived(plan.slot);
    return;
  }
}

SourcePlan compile_plan(const SourceTable& table, const FieldSet& fields, const std::vector<bool>& needed,
                        bool strict_ecs, json::PathTable& paths) {
  SourcePlan plan;
  plan.source = table.source;
  plan.shape = table.shape;
  plan.all = compiled(table.marks.all, paths);
  for (const auto& group : table.marks.any) plan.any.push_back(compiled(group, paths));
  for (const std::string& path : table.embedded) paths.embed(path);
  plan.time = compile_field(table, fields[kTimestamp], kTimestamp, strict_ecs, paths);
  for (FieldSlot slot = kTimestamp + 1; slot < fields.size(); ++slot) {
    FieldPlan field = compile_field(table, fields[slot], slot, strict_ecs, paths);
    if (!field.steps.empty()) (needed[slot] ? plan.needed : plan.rest).push_back(std::move(field));
  }
  return plan;
}

}  // namespace firstseen
