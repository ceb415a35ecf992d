#include "sources/normalizer.h"

#include <algorithm>
#include <utility>

#include "sources/first_marks.h"
#include "sources/layout_field.h"
#include "sources/plan.h"
#include "sources/tables/tables.h"
#include "text/sort_unique.h"
#include "text/spelling.h"

namespace firstseen::sources {

namespace {

bool is_within(const SourceTable& table, const std::string& path) {
  return std::any_of(table.embedded.begin(), table.embedded.end(), [&](const Embedding& embedding) {
    return path.size() > embedding.path.size() && path.starts_with(embedding.path);
  });
}

// Adds the keys of a table that are known in other spellings, and the names that they may have as columns.
void add_keys(const SourceTable& table, json::Wrappers& wrappers) {
  json::SourceKeys& keys = wrappers.keys.emplace_back();
  const auto add = [&](const std::string& path) {
    const bool is_key = !path.empty() && !path.starts_with('#') && !path.ends_with('*');
    if (is_key && !is_within(table, path)) keys.push_back(path);
  };
  for (const Condition& mark : table.marks.all) add(mark.path);
  for (const auto& group : table.marks.any) {
    for (const Condition& mark : group) add(mark.path);
  }
  for (const Mapping& mapping : table.mappings) {
    add(mapping.path);
    for (const Condition& guard : mapping.guards) add(guard.path);
  }
  for (const Embedding& embedding : table.embedded) add(embedding.path);
  text::sort_unique(keys);
  for (const std::string& key : keys) {
    // Kusto has tables of Microsoft's products.
    const bool is_dotted = key.find('.') != std::string::npos;
    if (!is_dotted && table.source == "sentinelone") continue;
    for (std::string& name : text::column_names(key)) wrappers.columns.emplace(std::move(name), key);
  }
}

// Makes an empty event one of a plan's. Values refer to the elements of nested roots by number.
void begin_event(const SourcePlan& plan, const json::RawRecord& record, event::NetworkEvent& event) {
  for (std::uint16_t root = 0; root < record.root_count(); ++root) {
    for (const std::uint32_t parent : record.elements(root)) event.add_element(root, parent);
  }
  event.source = plan.source;
  event.shape = plan.shape;
}

// Fills the time, and the fields that rules use.
void fill_needed(const SourcePlan& plan, const json::RawRecord& record, Conversion& conversion,
                 ShapeTally& tally, Trace* trace) {
  const auto fill_one = [&](const FieldPlan& field) {
    fill(field, field.steps, record, conversion, tally, trace);
  };
  fill_one(plan.time);
  plan.present.each(record, [&](std::size_t i) { fill_one(plan.needed[i]); });
}

// Takes an event that is none out of the tally.
void forget(const event::NetworkEvent& event, ShapeTally& tally) {
  --tally.records;
  for (std::size_t slot = 0; slot < tally.present.size(); ++slot) {
    if (!event.values(static_cast<event::FieldSlot>(slot)).empty()) --tally.present[slot];
  }
}

}  // namespace

struct Normalizer::Plans {
  json::PathTable paths;
  std::size_t field_count = 0;
  std::shared_ptr<const event::TimeZone> zone;
  std::vector<SourceTable> tables;
  std::vector<SourcePlan> plans;
  std::vector<json::PathId> event_data;  // where exporters of Windows events put the data
  std::vector<bool> own_paths;           // by path: it is that of a field
  FirstMarks first_marks;
  json::Wrappers wrappers;
  json::PathId respelled =
      json::PathTable::kNoPath;  // where a key is that is one of a table in another spelling
  json::PathId contents = json::PathTable::kNoPath;  // where a key is that wrappers have
  std::optional<event::FieldSlot> timestamp_field;
  std::optional<event::FieldSlot> module;

  Recognised recognise(const json::RawRecord& record, Conversion& conversion) const {
    Recognised recognised = first_marks.recognise(plans, record, conversion);
    if (recognised.plan == nullptr) return recognised;
    // What else is in a record in ECS may be marks of another source, in another spelling.
    const bool has_others = recognised.plan->respelled || recognised.plan->source == "ecs";
    recognised.may_be_respelled = has_others && record.has(respelled);
    recognised.taken_as = taken_as(recognised, record);
    return recognised;
  }

  // Returns the recognition of a record that has a layout.
  const Recognition& recognise_layout(const json::RawRecord& record, Conversion& conversion) const {
    Recognition& known = conversion.recognitions.of(record.layout);
    if (known.holds_for(record, conversion)) return known;
    const bool repaired = std::exchange(conversion.repaired, false);
    known.clear();
    conversion.recognising = &known;
    known.recognised = recognise(record, conversion);
    conversion.recognising = nullptr;
    known.fields.clear();
    if (const SourcePlan* const plan = known.recognised.plan) {
      known.add_field(plan->time, record, conversion);
      plan->present.each(record,
                         [&](std::size_t i) { known.add_field(plan->needed[i], record, conversion); });
    }
    // A text that was repaired must be each time, so that it is counted.
    if (!conversion.repaired) known.remember(record.layout);
    conversion.repaired |= repaired;
    return known;
  }

  // Whether a path is that of a field, which may have values in an array of objects.
  bool is_field(json::PathId path) const { return path < own_paths.size() && own_paths[path]; }

  // Whether other records may be in one that was recognised.
  json::Answer taken_as(const Recognised& recognised, const json::RawRecord& record) const {
    const std::string_view source = recognised.plan->source;
    const bool may_have_parts = recognised.others == 0 && source != "sysmon" && source != "windows";
    if (may_have_parts && std::any_of(event_data.begin(), event_data.end(),
                                      [&](json::PathId path) { return record.has(path); }))
      return json::Answer::kTakenOfParts;
    const bool looks = recognised.lacks_addresses || record.has(contents);
    return looks ? json::Answer::kTakenLookInto : json::Answer::kTaken;
  }

  // Sets the event's time. Returns false if there is no readable time.
  bool set_time(event::NetworkEvent& event) const {
    const event::Values preferred = timestamp_field ? event.values(*timestamp_field) : event::Values{};
    const event::Values values = preferred.empty() ? event.values(event::kTimestamp) : preferred;
    if (values.empty()) return false;
    // Of a clock that is there twice the last value counts.
    const event::FieldSlot slot = preferred.empty() ? event::FieldSlot{event::kTimestamp} : *timestamp_field;
    const bool is_repeated = values.size() > 1 && event.repeated(slot) != nullptr;
    const event::Value& clock = is_repeated ? values.back() : values.front();
    if (clock.type != event::FieldType::kDate) return false;
    event.time = clock.time;
    return true;
  }
};

Normalizer::Normalizer(std::vector<SourceTable> tables, const event::FieldSet& fields,
                       std::span<const event::FieldSlot> needed, const NormalizerOptions& options)
    : plans_(std::make_unique<Plans>()) {
  std::vector<bool> is_needed(fields.size(), false);
  for (const event::FieldSlot slot : needed) is_needed[slot] = true;
  if (options.timestamp_field) is_needed[*options.timestamp_field] = true;
  plans_->timestamp_field = options.timestamp_field;
  plans_->field_count = fields.size();
  if (!options.only_source.empty()) {
    std::erase_if(tables, [&](const SourceTable& table) {
      return !table.control && table.source != options.only_source;
    });
  }
  plans_->tables = std::move(tables);
  plans_->module = options.module;
  plans_->zone = options.zone;
  for (const SourceTable& table : plans_->tables) {
    std::vector<bool> is_needed_here = is_needed;
    if (options.module && table.by_module) is_needed_here[*options.module] = true;
    plans_->plans.push_back(compile_plan(table, fields, is_needed_here, options.strict_ecs, plans_->paths));
    plans_->plans.back().number = plans_->plans.size() - 1;
  }
  for (const event::NestedRoot& root : fields.nested_roots()) {
    plans_->paths.add_root(root.path, root.parent.value_or(json::PathTable::kNoRoot));
  }
  plans_->wrappers.wrappers = tables::builtin_wrappers();
  for (const SourceTable& table : plans_->tables) {
    if (table.respelled) add_keys(table, plans_->wrappers);
  }
  plans_->respelled = plans_->paths.add(kRespelledKey);
  plans_->wrappers.found_time = plans_->paths.add(kFoundTime);
  plans_->contents = plans_->paths.add(kContentsKey);
  for (const char* const key : {"_source", "records", "hits"}) plans_->paths.add_mark(key, plans_->contents);
  for (const char* const path : {"EventData", "properties.RawXml"})
    plans_->event_data.push_back(plans_->paths.add(path));
  for (const auto& [from, to] : tables::inherited_paths())
    plans_->wrappers.inherited.push_back({from, plans_->paths.add(to)});
  for (const auto& column : plans_->wrappers.columns) plans_->paths.add_mark(column.first, plans_->respelled);
  for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) {
    if (fields[slot].scope != event::FieldScope::kExact) continue;
    const json::PathId path = plans_->paths.add(fields[slot].base);
    if (plans_->own_paths.size() <= path) plans_->own_paths.resize(path + std::size_t{1}, false);
    plans_->own_paths[path] = true;
  }
  std::vector<bool> late(plans_->paths.size(), true);
  for (const SourcePlan& plan : plans_->plans) plan.note_early(late);
  plans_->paths.set_late(std::move(late));
  plans_->paths.compile();
  plans_->first_marks.compile(plans_->plans, plans_->paths.size());
  for (SourcePlan& plan : plans_->plans) plan.present.compile(plan.needed, plans_->paths.size());
}

Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

json::Answer Normalizer::Normalized::answer() const {
  switch (outcome) {
    case Outcome::kUnknownShape: return json::Answer::kUnknown;
    case Outcome::kEnvelope: return json::Answer::kEnvelope;
    case Outcome::kRespelled: return json::Answer::kRespelled;
    case Outcome::kLacking: return json::Answer::kLacking;
    case Outcome::kSeveral: return json::Answer::kSeveral;
    case Outcome::kTimeless: return json::Answer::kTimeless;
    case Outcome::kEvent:
    case Outcome::kNoTime:
    case Outcome::kControl: break;
  }
  return taken_as;
}

const std::vector<SourceTable>& Normalizer::tables() const {
  return plans_->tables;
}
const json::PathTable& Normalizer::paths() const {
  return plans_->paths;
}
const json::Wrappers& Normalizer::wrappers() const {
  return plans_->wrappers;
}
Normalizer::Shape Normalizer::shape(std::size_t number) const {
  return {plans_->plans[number].source, plans_->plans[number].shape};
}
std::optional<event::FieldSlot> Normalizer::module(std::size_t shape) const {
  return plans_->tables[shape].by_module ? plans_->module : std::nullopt;
}

ShapeTallies Normalizer::make_tallies() const {
  return ShapeTallies(plans_->plans.size(), {0, std::vector<std::uint64_t>(plans_->field_count, 0)});
}

Normalizer::Normalized Normalizer::normalize(const json::RawRecord& record, json::Asked asked,
                                             Conversion& conversion, ShapeTallies& tallies,
                                             Trace* trace) const {
  event::NetworkEvent& event = conversion.event;
  event.clear();
  conversion.zone = plans_->zone.get();
  if (trace != nullptr) trace->clear();
  const Recognition* const known =
      record.layout == 0 ? nullptr : &plans_->recognise_layout(record, conversion);
  const Recognised recognised = known != nullptr ? known->recognised : plans_->recognise(record, conversion);
  const SourcePlan* const plan = recognised.plan;
  if (plan == nullptr) return {Outcome::kUnknownShape};
  // Within a document, nothing announces records.
  using enum json::Asked;
  if (plan->control && asked <= kAlike) return {Outcome::kEnvelope};
  if (plan->control) return {asked == kForced ? Outcome::kControl : Outcome::kUnknownShape};
  const bool is_document = asked <= kAlike || asked == kForced;
  const bool is_event = recognised.is_event && (is_document || plan->may_have_time(record));
  if (!is_event && asked != kForced) return {Outcome::kEnvelope};
  const bool is_whole = asked == kAlike || asked == kInRecord || asked == kRespelledInRecord;
  if (is_whole && recognised.lacks_addresses) return {Outcome::kEnvelope};
  if ((asked == kRespelled || asked == kRespelledInRecord) && !plan->respelled)
    return {Outcome::kUnknownShape};
  if (asked <= kInRecord && recognised.may_be_respelled) return {Outcome::kRespelled};
  if (record.several && asked != kForced && !(plan->ecs && plans_->is_field(*record.several)))
    return {Outcome::kSeveral};
  if (plan->seeks_time(record)) return {Outcome::kTimeless};
  ShapeTally& tally = tallies[plan->number];
  ++tally.records;
  begin_event(*plan, record, event);
  if (known != nullptr) {
    for (const LayoutField& field : known->fields) {
      if (trace != nullptr || !fill_directly(field, record, conversion, tally))
        fill(*field.plan, field.steps, record, conversion, tally, trace);
    }
  } else {
    fill_needed(*plan, record, conversion, tally, trace);
  }
  // It may be under keys in another spelling.
  if ((asked <= kInRecord || asked == kOfParts) && plan->lacks_fields(record, conversion)) {
    forget(event, tally);
    conversion.unread.clear();
    return {asked == kOfParts ? Outcome::kUnknownShape : Outcome::kLacking};
  }
  const bool has_time = plans_->set_time(event);
  // Another record may be within one without a time.
  if (!has_time && asked != kForced) {
    forget(event, tally);
    conversion.unread.clear();
    return {Outcome::kEnvelope};
  }
  return {has_time ? Outcome::kEvent : Outcome::kNoTime, static_cast<std::uint32_t>(plan->number),
          recognised.others, recognised.taken_as};
}

Outcome Normalizer::normalize_as(std::size_t shape, const json::RawRecord& record, Conversion& conversion,
                                 ShapeTallies& scratch) const {
  const SourcePlan& plan = plans_->plans[shape];
  event::NetworkEvent& event = conversion.event;
  event.clear();
  begin_event(plan, record, event);
  fill_needed(plan, record, conversion, scratch[shape], nullptr);
  return plans_->set_time(event) ? Outcome::kEvent : Outcome::kNoTime;
}

void Normalizer::complete(const json::RawRecord& record, std::size_t shape, Conversion& conversion,
                          ShapeTallies& tallies, Trace* trace) const {
  record.bring_late();
  for (const FieldPlan& field : plans_->plans[shape].rest)
    fill(field, field.steps, record, conversion, tallies[shape], trace);
}

}  // namespace firstseen::sources
