#include "sources/plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <unordered_map>

#include "text/ascii.h"
#include "text/whole_number.h"
#include "text/wildcard.h"
#include "unicode/letter_case.h"

namespace firstseen::sources {
namespace {

bool text_passes(std::string_view text, const Condition& condition) {
  const std::string_view expected = condition.text;
  switch (condition.test) {
    case Test::kEquals:
      if (condition.ignore_case ? text::equal_ignoring_case(text, expected) : text == expected) return true;
      // Ids may be numbers: 3.0.
      return !text::begins_with_letter(expected) && text::digits_of_respelled(text) == expected;
    case Test::kStartsWith: {
      const std::string_view head = text.substr(0, expected.size());
      return condition.ignore_case ? text::equal_ignoring_case(head, expected) : head == expected;
    }
    case Test::kContains:
      return condition.ignore_case ? text::contains_ignoring_case(text, expected)
                                   : text.find(expected) != std::string_view::npos;
    case Test::kKey:
    case Test::kValue:
    case Test::kObject:
    case Test::kEmptyObject:
    case Test::kOnlyKey: return false;
  }
  return false;
}

bool is_object(const json::RawValue& raw) {
  return raw.kind == json::RawKind::kObject || raw.kind == json::RawKind::kEmptyObject;
}

bool passes(const json::RawValue& raw, const Condition& condition, Conversion& conversion) {
  if (condition.test == Test::kKey) return true;
  if (condition.test == Test::kValue) return has_value(raw, conversion);
  if (raw.kind == json::RawKind::kNull) return false;
  if (raw.kind == json::RawKind::kEmptyObject && condition.test == Test::kEmptyObject) return true;
  if (is_object(raw)) return condition.test == Test::kObject;
  return text_passes(text_of(raw, conversion), condition);
}

CompiledCondition compiled(const Condition& condition, json::PathTable& paths) {
  return {paths.add(condition.path), &condition};
}

std::vector<CompiledCondition> compiled(const std::vector<Condition>& conditions, json::PathTable& paths) {
  std::vector<CompiledCondition> out;
  for (const Condition& condition : conditions) out.push_back(compiled(condition, paths));
  return out;
}

// Where the document in a string is in which a path is; kNoPath if in none.
json::PathId path_around(const SourceTable& table, const std::string& path, json::PathTable& paths) {
  for (const Embedding& embedding : table.embedded) {
    if (path.starts_with(embedding.path + ".")) return paths.add(embedding.path);
  }
  return json::PathTable::kNoPath;
}

void add_step(const SourceTable& table, const Mapping& mapping, const std::string& path,
              json::PathTable& paths, FieldPlan& plan) {
  Step step;
  if (!path.empty()) step.path = paths.add(path);
  step.mapping = &mapping;
  if (!mapping.guards.empty()) {
    std::vector<CompiledCondition>& guards = plan.guards.emplace_back(compiled(mapping.guards, paths));
    for (CompiledCondition& guard : guards) guard.around = path_around(table, guard.condition->path, paths);
    step.guards = guards;
  }
  plan.steps.push_back(step);
}

// The rows of a table by the field that they fill. Refers to the table.
class RowsByField {
 public:
  explicit RowsByField(const SourceTable& table) {
    for (const Mapping& mapping : table.mappings)
      (mapping.is_subtree() ? subtrees_ : exact_[mapping.field]).push_back(&mapping);
  }

  // Returns those that may fill a field, in the order of the table.
  std::vector<const Mapping*> of(std::string_view name) const {
    const auto exact = exact_.find(name);
    if (exact == exact_.end()) return subtrees_;
    std::vector<const Mapping*> rows;
    std::merge(exact->second.begin(), exact->second.end(), subtrees_.begin(), subtrees_.end(),
               std::back_inserter(rows));
    return rows;
  }

 private:
  std::unordered_map<std::string_view, std::vector<const Mapping*>> exact_;
  std::vector<const Mapping*> subtrees_;
};

// Makes the row that reads an ECS document's field at its own path.
Mapping own_path(const event::Field& field) {
  Mapping own;
  own.field = own.path = field.base;
  own.converter = "ecs";
  return own;
}

FieldPlan empty_plan(const SourceTable& table, event::FieldSlot slot) {
  FieldPlan plan;
  plan.slot = slot;
  plan.target.doubled_backslashes = table.doubled_backslashes;
  return plan;
}

FieldPlan empty_plan(const SourceTable& table, event::FieldSlot slot, const event::Field& field) {
  FieldPlan plan = empty_plan(table, slot);
  plan.target.type = field.type;
  plan.target.analyzer = field.analyzer;
  plan.target.lower_case = field.caseless;
  return plan;
}

// Compiles the rows of one exact field, in order.
FieldPlan compile_field(const SourceTable& table, const RowsByField& rows, const event::Field& field,
                        event::FieldSlot slot, bool strict_ecs, json::PathTable& paths) {
  FieldPlan plan = empty_plan(table, slot, field);
  for (const Mapping* const mapping : rows.of(field.base)) {
    if (strict_ecs && mapping->derived) continue;
    if (const auto path = mapping->path_of(field.base)) add_step(table, *mapping, *path, paths, plan);
  }
  if (plan.steps.empty() && table.ecs) {
    plan.own = std::make_unique<const Mapping>(own_path(field));
    add_step(table, *plan.own, plan.own->path, paths, plan);
  }
  return plan;
}

// Compiles a pattern: the mapped fields that match it, each with its own type, and in an ECS
// document any other matching field.
FieldPlan compile_pattern(const SourceTable& table, const RowsByField& rows, const event::Field& field,
                          event::FieldSlot slot, bool strict_ecs, json::PathTable& paths) {
  FieldPlan plan = empty_plan(table, slot);
  const text::Wildcard fields = text::Wildcard::of_stars(field.base);
  std::set<std::string> done;
  for (const Mapping& mapping : table.mappings) {
    if (mapping.is_subtree() || !fields.matches(mapping.field) || !done.insert(mapping.field).second)
      continue;
    event::Field part;
    part.name = part.base = mapping.field;
    part.type = event::field_type(mapping.field);
    part.analyzer = event::field_analyzer(mapping.field);
    plan.parts.push_back(compile_field(table, rows, part, slot, strict_ecs, paths));
  }
  if (table.ecs) plan.pattern = paths.add_pattern(field.base);
  return plan;
}

// Nested roots are arrays of objects in ECS documents. Raw formats have none.
FieldPlan compile_nested(const SourceTable& table, const event::Field& field, event::FieldSlot slot,
                         json::PathTable& paths) {
  FieldPlan plan = empty_plan(table, slot, field);
  if (!table.ecs) return plan;
  if (field.base.find('*') != std::string::npos) {
    plan.pattern = paths.add_pattern(field.base, field.nested_root);
    return plan;
  }
  plan.own = std::make_unique<const Mapping>(own_path(field));
  plan.steps.push_back({paths.add_nested(field.nested_root, field.base), plan.own.get(), {}});
  return plan;
}

FieldPlan compile_slot(const SourceTable& table, const RowsByField& rows, const event::FieldSet& fields,
                       event::FieldSlot slot, bool strict_ecs, json::PathTable& paths) {
  const event::Field& field = fields[slot];
  switch (field.scope) {
    case event::FieldScope::kExact: return compile_field(table, rows, field, slot, strict_ecs, paths);
    case event::FieldScope::kPattern: return compile_pattern(table, rows, field, slot, strict_ecs, paths);
    case event::FieldScope::kNested: return compile_nested(table, field, slot, paths);
  }
  return {};
}

// Turns a text to lower case in the arena of the event.
void lower(event::Value& value, Conversion& conversion) {
  unicode::assign_lowered(conversion.lower, value.text);
  if (conversion.lower == value.text) return;
  const auto copy = conversion.event.allocate_text(conversion.lower.size());
  std::copy(conversion.lower.begin(), conversion.lower.end(), copy.begin());
  value.text = {copy.data(), copy.size()};
}

// Completes the values from `first` on: what conversion to the field's type leaves open.
void complete(std::size_t first, std::uint32_t element, const Target& target, Conversion& conversion) {
  for (std::size_t i = first; i < conversion.values.size(); ++i) {
    event::Value& value = conversion.values[i];
    value.element = element;
    value.analyzer = target.analyzer;
    if (target.lower_case) lower(value, conversion);
  }
}

void append_value(const json::RawValue& raw, const Mapping& mapping, const Target& target,
                  Conversion& conversion) {
  const std::size_t first = conversion.values.size();
  convert(raw, mapping, target, conversion);
  complete(first, raw.element, target, conversion);
}

void append_constant(const Mapping& mapping, const Target& target, Conversion& conversion) {
  const std::size_t first = conversion.values.size();
  convert_constant(mapping, target.type, conversion);
  complete(first, 0, target, conversion);
}

// Applies one row. Returns true if the row decides the field: it yielded a value, or its guards
// hold and it stops.
bool run(const Step& step, const json::RawRecord& record, const Target& target, Conversion& conversion,
         std::size_t before) {
  if (step.path != json::PathTable::kNoPath && !record.has(step.path)) return false;
  bool unsure = false;
  for (const CompiledCondition& guard : step.guards) {
    const bool holds = guard.holds(record, conversion);
    const bool may_not = guard.is_unsure(record);
    if (!holds && !may_not) return false;
    unsure = unsure || may_not;
  }
  if (step.path == json::PathTable::kNoPath) {
    append_constant(*step.mapping, target, conversion);
  } else {
    for (const json::RawValue* raw = record.first(step.path); raw != nullptr; raw = record.next(*raw)) {
      const std::size_t size = conversion.values.size();
      append_value(*raw, *step.mapping, target, conversion);
      conversion.some_absent |= conversion.values.size() == size;
    }
    conversion.repeated |= record.repeated().has(step.path);
  }
  // The rows after it hold, too.
  conversion.repeated |= unsure;
  return !unsure && (step.mapping->stops || conversion.values.size() > before);
}

// Appends the values of an ECS document's fields that match a pattern, each in its own type.
void append_pattern(json::PathId pattern, const json::RawRecord& record, bool doubled_backslashes,
                    Conversion& conversion) {
  static const Mapping kOwn = own_path(event::Field{});
  for (const json::RawValue* raw = record.first(pattern); raw != nullptr; raw = record.next(*raw)) {
    const std::string& name = record.name(*raw);
    append_value(*raw, kOwn,
                 {event::field_type(name), doubled_backslashes, event::field_analyzer(name), false},
                 conversion);
  }
  conversion.repeated |= record.repeated().has(pattern);
}

// Appends the values of the first row that yields any. Returns the mapping of that row; nullptr if
// there is none, and always for a pattern.
const Mapping* append_values(const FieldPlan& plan, std::span<const Step> steps,
                             const json::RawRecord& record, Conversion& conversion) {
  const std::size_t before = conversion.values.size();
  const auto unread = static_cast<std::ptrdiff_t>(conversion.unread.size());
  for (const Step& step : steps) {
    const auto of_rows_before = static_cast<std::ptrdiff_t>(conversion.unread.size());
    if (!run(step, record, plan.target, conversion, before)) continue;
    // What the rows before could not read is not missing.
    conversion.unread.erase(conversion.unread.begin() + unread, conversion.unread.begin() + of_rows_before);
    return step.mapping;
  }
  for (const FieldPlan& part : plan.parts) append_values(part, part.steps, record, conversion);
  if (plan.pattern != json::PathTable::kNoPath)
    append_pattern(plan.pattern, record, plan.target.doubled_backslashes, conversion);
  return nullptr;
}

void note_paths(std::span<const CompiledCondition> conditions, std::vector<bool>& late) {
  for (const CompiledCondition& condition : conditions) late[condition.path] = false;
}

void note_paths(const FieldPlan& field, std::vector<bool>& late) {
  for (const Step& step : field.steps) {
    if (step.path != json::PathTable::kNoPath) late[step.path] = false;
    note_paths(step.guards, late);
  }
  for (const FieldPlan& part : field.parts) note_paths(part, late);
  if (field.pattern != json::PathTable::kNoPath) late[field.pattern] = false;
}

}  // namespace

void SourcePlan::note_early(std::vector<bool>& late) const {
  note_paths(all, late);
  for (const std::vector<CompiledCondition>& group : any) note_paths(group, late);
  for (const std::vector<CompiledCondition>& group : event) note_paths(group, late);
  note_paths(network, late);
  note_paths(addresses, late);
  note_paths(second, late);
  note_paths(time, late);
  for (const FieldPlan& field : needed) note_paths(field, late);
}

bool CompiledCondition::holds(const json::RawRecord& record, Conversion& conversion) const {
  if (condition->test == Test::kOnlyKey)
    return (record.key_count == 1 && record.has(path)) != condition->negated;
  for (const json::RawValue* raw = record.first(path); raw != nullptr; raw = record.next(*raw)) {
    const bool passed = passes(*raw, *condition, conversion);
    if (conversion.recognising != nullptr && condition->test != Test::kKey)
      conversion.recognising->note(record, *raw, condition->test == Test::kValue, passed);
    if (passed) return !condition->negated;
  }
  return condition->negated;
}

bool SourcePlan::recognises(const json::RawRecord& record, Conversion& conversion) const {
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return (key_count == 0 || record.key_count == key_count) && std::all_of(all.begin(), all.end(), holds) &&
         std::all_of(any.begin(), any.end(),
                     [&](const auto& group) { return std::any_of(group.begin(), group.end(), holds); });
}

bool SourcePlan::may_have_time(const json::RawRecord& record) const {
  return std::any_of(time.steps.begin(), time.steps.end(), [&](const Step& step) {
    return step.path != json::PathTable::kNoPath && !(ecs && step.path == time_around) &&
           record.has(step.path);
  });
}

bool SourcePlan::seeks_time(const json::RawRecord& record) const {
  // Null, an object, "" and "-" are none. Nothing is unescaped here, for every record is asked.
  const auto may_be_time = [](const json::RawValue& raw) {
    return raw.token.size() > 1 && raw.kind != json::RawKind::kNull;
  };
  for (const Step& step : time.steps) {
    if (step.path == json::PathTable::kNoPath) return false;
    if (step.path == found_time) return !record.has(found_time);
    for (const json::RawValue* raw = record.first(step.path); raw != nullptr; raw = record.next(*raw)) {
      if (may_be_time(*raw)) return false;
    }
  }
  return false;
}

bool SourcePlan::reads_second(const json::RawRecord& record, Conversion& conversion) const {
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return (second.empty() || std::any_of(second.begin(), second.end(), holds)) &&
         recognises(record, conversion) && is_event(record, conversion);
}

bool SourcePlan::is_event(const json::RawRecord& record, Conversion& conversion) const {
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return event.empty() || std::any_of(event.begin(), event.end(), [&](const auto& group) {
           return std::all_of(group.begin(), group.end(), holds);
         });
}

bool SourcePlan::lacks_addresses(const json::RawRecord& record, Conversion& conversion) const {
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return std::none_of(addresses.begin(), addresses.end(), holds) &&
         std::any_of(network.begin(), network.end(), holds);
}

bool SourcePlan::lacks_fields(const json::RawRecord& record, Conversion& conversion) const {
  const auto is_lacking = [&](event::FieldSlot slot) { return conversion.event.values(slot).empty(); };
  const auto holds = [&](const CompiledCondition& condition) { return condition.holds(record, conversion); };
  return std::any_of(connection.begin(), connection.end(), is_lacking) &&
         std::any_of(network.begin(), network.end(), holds);
}

void fill(const FieldPlan& plan, std::span<const Step> steps, const json::RawRecord& record,
          Conversion& conversion, ShapeTally& tally, Trace* trace) {
  conversion.values.clear();
  conversion.zoneless = conversion.repeated = conversion.some_absent = false;
  conversion.slot = plan.slot;
  const Mapping* const mapping = append_values(plan, steps, record, conversion);
  if (conversion.values.empty()) return;
  event::NetworkEvent& event = conversion.event;
  const auto values = event.allocate_values(conversion.values.size());
  std::copy(conversion.values.begin(), conversion.values.end(), values.begin());
  event.set(plan.slot, values);
  if ((mapping != nullptr && mapping->derived) || conversion.zoneless) event.mark_derived(plan.slot);
  if (conversion.repeated) event.mark_repeated({plan.slot, conversion.some_absent});
  ++tally.present[plan.slot];
  if (trace != nullptr && mapping != nullptr) trace->push_back({plan.slot, mapping});
}

std::optional<event::Value> constant_value(const FieldPlan& plan, const Step& step, Conversion& conversion) {
  const auto unread = static_cast<std::ptrdiff_t>(conversion.unread.size());
  conversion.values.clear();
  conversion.zoneless = false;
  append_constant(*step.mapping, plan.target, conversion);
  conversion.unread.erase(conversion.unread.begin() + unread, conversion.unread.end());
  // A text in lower case may be in the arena of this event.
  const bool is_constant = conversion.values.size() == 1 && !conversion.zoneless && !plan.target.lower_case;
  return is_constant ? std::optional(conversion.values.front()) : std::nullopt;
}

namespace {

bool is_of_connections(std::string_view field) {
  constexpr std::array<std::string_view, 5> kFields{"destination.ip", "destination.port", "network.transport",
                                                    "process.pid", "source.ip"};
  return std::find(kFields.begin(), kFields.end(), field) != kFields.end();
}

}  // namespace

SourcePlan compile_plan(const SourceTable& table, const event::FieldSet& fields,
                        const std::vector<bool>& needed, bool strict_ecs, json::PathTable& paths) {
  SourcePlan plan;
  plan.source = table.source;
  plan.shape = table.shape;
  plan.all = compiled(table.marks.all, paths);
  for (const auto& group : table.marks.any) plan.any.push_back(compiled(group, paths));
  for (const auto& group : table.event) plan.event.push_back(compiled(group, paths));
  plan.network = compiled(table.network, paths);
  plan.addresses = compiled(table.addresses, paths);
  plan.second = compiled(table.second, paths);
  for (const Embedding& embedding : table.embedded) paths.set_holds(embedding.path, embedding.holds);
  plan.control = table.control;
  plan.ecs = table.ecs;
  plan.key_count = table.key_count;
  const RowsByField rows(table);
  plan.time = compile_field(table, rows, fields[event::kTimestamp], event::kTimestamp, strict_ecs, paths);
  plan.respelled = table.respelled;
  plan.found_time = paths.add(kFoundTime);
  plan.time_around = paths.add(kTimeAround);
  for (event::FieldSlot slot = event::kTimestamp + 1; slot < fields.size(); ++slot) {
    FieldPlan field = compile_slot(table, rows, fields, slot, strict_ecs, paths);
    const bool has_any =
        !field.steps.empty() || !field.parts.empty() || field.pattern != json::PathTable::kNoPath;
    if (!has_any) continue;
    if (needed[slot] && is_of_connections(fields[slot].name)) plan.connection.push_back(slot);
    (needed[slot] ? plan.needed : plan.rest).push_back(std::move(field));
  }
  return plan;
}

}  // namespace firstseen::sources
