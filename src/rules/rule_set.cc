#include "rules/rule_set.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "json/document.h"
#include "predicate/date_literal.h"
#include "program/optimize.h"
#include "rules/exceptions.h"
#include "rules/filters.h"
#include "rules/rule_document.h"
#include "text/ascii.h"
#include "text/lines.h"
#include "text/sort_unique.h"

namespace firstseen::rules {
namespace {

bool is_foreign(const event::Field& field) {
  return field.type == event::FieldType::kUnknown && field.scope != event::FieldScope::kPattern &&
         !event::is_vendor_field(field.base) && event::field_below(field.base).empty();
}

constexpr std::size_t kMaxNewTermsFields = 3;
constexpr std::size_t kMaxThresholdFields = 5;

// Converts a place in the query to a place in the rule's file.
Error in_rule_file(Error error, const Rule& rule) {
  if (rule.query_place.runs.empty() || error.spot.line == 0) return error;
  const std::size_t offset = text::begin_of_line(rule.query, error.spot.line) + error.spot.column - 1;
  error.spot = spot_in_file(rule.query_place, offset, error.spot.length, rule.file);
  return error;
}

// Adds the rule's file, or its name if it has no file, to an error.
Error with_place(Error error, const Rule& rule) {
  if (rule.file.empty()) {
    if (rule.id != kAdHocRule) error.message = rule.name + ": " + error.message;
  } else if (error.spot.file.empty()) {
    return in_file(std::move(error), place_of(rule.file, rule.line));
  }
  return error;
}

Error about(const Rule& rule, std::string message, std::string hint = {}) {
  return with_place(Error{std::move(message), std::move(hint)}, rule);
}

Result<std::vector<event::FieldSlot>> slots_of(const Rule& rule, const std::vector<std::string>& names,
                                               event::FieldSet& fields) {
  std::vector<event::FieldSlot> slots;
  for (const std::string& name : names) {
    const auto slot = fields.add(name);
    if (!slot) return fail(about(rule, "the rules name too many different fields"));
    const event::FieldType type = fields[*slot].type;
    if (type == event::FieldType::kObject || type == event::FieldType::kText) {
      return fail(about(
          rule, "terms are not counted over " + name + ", which is of type " + std::string(to_string(type)),
          "name a field with values of its own, such as destination.ip"));
    }
    slots.push_back(*slot);
  }
  return slots;
}

Result<std::vector<event::FieldSlot>> term_slots(const Rule& rule, event::FieldSet& fields) {
  if (rule.type == RuleType::kQuery) return std::vector<event::FieldSlot>{event::kHostName};
  const std::size_t count = rule.terms.size();
  if (rule.type == RuleType::kNewTerms && (count == 0 || count > kMaxNewTermsFields)) {
    return fail(about(rule, "a new terms rule takes one to three fields, not " + std::to_string(count)));
  }
  if (count > kMaxThresholdFields) {
    return fail(about(rule, "a threshold rule takes at most five fields, not " + std::to_string(count)));
  }
  return slots_of(rule, rule.terms, fields);
}

// What tells apart the findings of a query rule for records without host.name. Without it the first of
// many records would hide the others.
Result<std::vector<std::vector<event::FieldSlot>>> other_term_slots(const Rule& rule,
                                                                    event::FieldSet& fields) {
  const std::vector<std::vector<std::string>> kIdentities{
      {"host.id"}, {"user.name", "cloud.account.id"}, {"user.id"}, {"source.ip"}};
  std::vector<std::vector<event::FieldSlot>> all;
  if (rule.type != RuleType::kQuery) return all;
  for (const std::vector<std::string>& identity : kIdentities) {
    auto slots = slots_of(rule, identity, fields);
    if (!slots) return fail(slots.error());
    all.push_back(std::move(*slots));
  }
  return all;
}

std::vector<std::string> counted_fields(const Rule& rule) {
  std::vector<std::string> names;
  for (const auto& cardinality : rule.threshold.cardinality) names.push_back(cardinality.field);
  return names;
}

// Returns what `read` makes of one filter or exception item.
template <typename Read>
auto part(const std::string& json, const Rule& rule, event::FieldSet& fields, Read read)
    -> decltype(read(config::Node(), fields)) {
  const auto node = json::parse_document(json);
  if (!node) return fail(about(rule, node.error().message));
  auto read_part = read(*node, fields);
  if (!read_part) return fail(with_place(read_part.error(), rule));
  return read_part;
}

// `condition`, for records of a time from `first` to `last`.
predicate::Predicate in_times(predicate::Predicate condition, const Timestamp& first, const Timestamp& last) {
  predicate::Dates times;
  times.times.add(first, last);
  times.times.compile();
  std::vector<predicate::Predicate> both;
  both.push_back(std::move(condition));
  both.push_back(predicate::Predicate::of(event::kTimestamp, std::move(times)));
  return predicate::Predicate::all_of(std::move(both));
}

// Returns the predicates of the rule: `query`, its filters and its exceptions.
Result<WrittenRule> written_rule(const Rule& rule, predicate::Predicate query, event::FieldSet& fields) {
  WrittenRule written;
  written.query = std::move(query);
  for (const std::string& filter : rule.filters) {
    auto predicate = part(filter, rule, fields, filter_predicate);
    if (!predicate) return fail(std::move(predicate.error()));
    written.filters.push_back(std::move(*predicate));
  }
  for (const std::string& item : rule.exceptions) {
    auto exception = part(item, rule, fields, read_exception);
    if (!exception) return fail(std::move(exception.error()));
    if (!exception->expires) {
      written.exceptions.push_back(std::move(exception->covers));
      continue;
    }
    written.expired.push_back(in_times(exception->covers, *exception->expires, predicate::kLastTime));
    written.exceptions.push_back(in_times(std::move(exception->covers), predicate::kFirstTime,
                                          predicate::just_before(*exception->expires)));
  }
  return written;
}

// Returns the condition of the whole rule. `query` is its optimized query.
predicate::Predicate condition_of(const WrittenRule& written, predicate::Predicate query,
                                  const RuleSetOptions& options) {
  std::vector<predicate::Predicate> all;
  all.push_back(std::move(query));
  for (const predicate::Predicate& filter : written.filters)
    all.push_back(program::optimize(filter, options.internal_networks));
  for (const predicate::Predicate& exception : written.exceptions)
    all.push_back(predicate::Predicate::negation(program::optimize(exception, options.internal_networks)));
  if (all.size() == 1) return std::move(all.front());
  return program::optimize(predicate::Predicate::all_of(std::move(all)));
}

// Returns what makes the rule match more than it seems to.
Errors warnings_of(const Rule& rule, const WrittenRule& written, const event::FieldSet& fields) {
  Errors warnings;
  for (const Error& warning : rule.warnings) warnings.push_back(with_place(warning, rule));
  std::set<event::FieldSlot> slots;
  predicate::collect_slots(written.query, slots);
  for (const predicate::Predicate& filter : written.filters) predicate::collect_slots(filter, slots);
  for (const event::FieldSlot slot : slots) {
    const std::string& name = fields[slot].name;
    if (name != "@timestamp" && name != rule.timestamp_override) continue;
    warnings.push_back(about(rule, "the rule constrains " + name + ", the clock of its own history",
                             "a term may then look new because its earlier records do not match"));
  }
  const bool filtered = rule.type == RuleType::kQuery && !rule.filters.empty();
  if (text::is_blank(rule.query) && !filtered) {
    warnings.push_back(about(rule, "the rule has no query and matches every record",
                             "write `*` as its query if that is meant"));
  }
  for (const std::string& list : rule.missing_exception_lists) {
    warnings.push_back(about(rule,
                             "the exception list " + list + " is not in the file, so nothing is hidden by it",
                             "export the rule with its exceptions"));
  }
  return warnings;
}

// Warns of names in -t that no record has a value for.
void warn_of_terms(const std::vector<event::FieldSlot>& terms, RuleSet& set) {
  for (const event::FieldSlot slot : terms) {
    const std::string& name = set.fields[slot].name;
    const event::FieldType type = set.fields[slot].type;  // `user.name` has `user.name.text` below it
    const bool may_be_object = type == event::FieldType::kUnknown || type == event::FieldType::kObject;
    const std::string_view below = may_be_object ? event::field_below(name) : std::string_view();
    if (!below.empty()) {
      set.warnings.emplace_back("`" + name + "` is an object, which has no value itself",
                                "name one of its fields, such as `" + std::string(below) + "`");
    } else if (is_foreign(set.fields[slot])) {
      const auto similar = event::similar_field(name);
      set.warnings.emplace_back(
          "`" + name + "` is not a field of the Elastic Common Schema",
          similar ? "did you mean `" + *similar + "`?" : "only ECS documents can have it");
    }
  }
}

Result<CompiledRule> compile_rule(const Rule& rule, RuleSet& set, const RuleSetOptions& options) {
  program::CompileOptions query_options;
  query_options.internal_networks = options.internal_networks;
  query_options.suggest_fields = options.suggest_fields;
  auto compiled = program::compile(rule.query, set.fields, query_options);
  if (!compiled) return fail(with_place(in_rule_file(compiled.error(), rule), rule));
  auto terms = term_slots(rule, set.fields);
  if (!terms) return fail(terms.error());
  auto other_terms = other_term_slots(rule, set.fields);
  if (!other_terms) return fail(other_terms.error());
  auto counted = slots_of(rule, counted_fields(rule), set.fields);
  if (!counted) return fail(counted.error());
  const bool has_parts = !rule.filters.empty() || !rule.exceptions.empty();
  auto written = written_rule(rule, std::move(compiled->written), set.fields);
  if (!written) return fail(std::move(written.error()));
  CompiledRule out;
  out.rule = rule;
  out.tree = condition_of(*written, std::move(compiled->tree), options);
  out.program = has_parts ? program::Program::program_from(out.tree) : std::move(compiled->program);
  if (!written->expired.empty()) {
    out.expired = program::Program::program_from(
        program::optimize(predicate::Predicate::any_of(written->expired), options.internal_networks));
  }
  for (Error& warning : warnings_of(rule, *written, set.fields)) set.warnings.push_back(std::move(warning));
  out.written = std::move(*written);
  out.terms = std::move(*terms);
  out.other_terms = std::move(*other_terms);
  out.counted = std::move(*counted);
  out.missing_term_counts = options.null_terms || rule.type == RuleType::kQuery;
  for (Error& warning : compiled->warnings)
    set.warnings.push_back(with_place(in_rule_file(std::move(warning), rule), rule));
  if (rule.id == kAdHocRule) warn_of_terms(out.terms, set);
  for (Error& unknown : compiled->unknown_fields) {
    Errors& errors = rule.id == kAdHocRule ? set.warnings : set.unknown_fields;
    errors.push_back(with_place(in_rule_file(std::move(unknown), rule), rule));
  }
  return out;
}

// Returns the field with the values as they are in the record: x for `x.caseless`.
event::FieldSlot as_written(event::FieldSlot slot, event::FieldSet& fields) {
  const event::Field field = fields[slot];
  if (!field.caseless) return slot;
  const auto base = field.scope == event::FieldScope::kNested
                        ? fields.add_nested(field.nested_root, field.base)
                        : fields.add(field.base);
  return base.value_or(slot);
}

// Returns the fields shown in a finding: each base field once, sorted by name, so that nested JSON
// can be written in one pass. The base of `x.caseless` is added to `fields`, to show x as written.
std::vector<event::FieldSlot> shown_fields(const std::set<event::FieldSlot>& named, event::FieldSet& fields) {
  std::set<event::FieldSlot> slots;
  for (const event::FieldSlot slot : named) slots.insert(as_written(slot, fields));
  for (event::FieldSlot slot = 0; slot < event::kCommonFieldCount; ++slot) slots.insert(slot);
  std::vector<event::FieldSlot> shown(slots.begin(), slots.end());
  std::erase_if(shown,
                [&](event::FieldSlot slot) { return fields[slot].scope == event::FieldScope::kPattern; });
  text::sort_unique(shown,
                    [&](event::FieldSlot a, event::FieldSlot b) { return fields[a].base < fields[b].base; });
  return shown;
}

}  // namespace

Result<RuleSet, Errors> compile_rules(const std::vector<Rule>& rules, const RuleSetOptions& options) {
  RuleSet set;
  std::set<event::FieldSlot> needed{event::kTimestamp};
  for (const Rule& rule : rules) {
    auto compiled = compile_rule(rule, set, options);
    if (!compiled) {
      set.skipped.push_back(compiled.error());
      continue;
    }
    std::set<event::FieldSlot> named(compiled->terms.begin(), compiled->terms.end());
    named.insert(compiled->counted.begin(), compiled->counted.end());
    predicate::collect_slots(compiled->tree, named);
    needed.insert(named.begin(), named.end());
    for (const event::FieldSlot slot : named) {
      if (rule.id != kAdHocRule && is_foreign(set.fields[slot]))
        set.foreign_fields.push_back(set.fields[slot].name);
    }
    compiled->shown = shown_fields(named, set.fields);
    for (const auto& slots : compiled->other_terms) needed.insert(slots.begin(), slots.end());
    set.rules.push_back(std::move(*compiled));
  }
  if (!set.skipped.empty() && !options.skip_bad_rules) return fail(std::move(set.skipped));
  auto exclusions = Exclusions::parse(options.exclude, set.fields, set.warnings);
  if (!exclusions) return fail(Errors{exclusions.error()});
  for (const predicate::Predicate& tree : exclusions->trees()) predicate::collect_slots(tree, needed);
  set.exclusions = std::move(*exclusions);
  set.needed.assign(needed.begin(), needed.end());
  text::sort_unique(set.foreign_fields);
  return set;
}

}  // namespace firstseen::rules
