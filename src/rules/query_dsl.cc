#include "rules/query_dsl.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "json/document.h"
#include "kql/literal.h"
#include "predicate/analysis.h"
#include "predicate/field_test.h"
#include "rules/minimum_should_match.h"
#include "rules/parameters.h"
#include "text/ascii.h"
#include "text/phrases.h"
#include "text/wildcard.h"

namespace firstseen::rules {
namespace {

using predicate::Predicate;
using predicate::TestedField;

// What one kind of query is read with.
struct Context {
  const config::Node& body;
  event::FieldSet& fields;
  std::string what;  // `the term filter`
  std::size_t depth;
};

Result<Predicate> read_query(const config::Node& query, event::FieldSet& fields, std::size_t depth);

Result<TestedField> tested(const std::string& name, event::FieldSet& fields) {
  const auto slot = fields.add(name);
  if (!slot) return fail("the rules name too many different fields");
  return TestedField::of(fields, *slot);
}

// A scalar as the text of a literal.
Result<std::string> literal_text(const config::Node& value, const std::string& what) {
  switch (value.kind) {
    case config::Node::Kind::kString: return value.string;
    case config::Node::Kind::kBoolean:
    case config::Node::Kind::kInteger:
    case config::Node::Kind::kNumber: return json::to_json(value);
    default: return fail(what + " compares with " + json::to_json(value) + ", which is not a value");
  }
}

// A query of one field: `{"FIELD": VALUE}` or `{"FIELD": {NAME: VALUE, …}}`.
struct FieldQuery {
  TestedField field;
  const config::Node* value;  // never null
  Parameters parameters;      // the others of FIELD's object, to be read and checked by the caller
};

// The empty object, whose parameters are always understood.
const config::Node kNoParameters{};

Result<FieldQuery> read_field(const Context& context, std::initializer_list<std::string_view> value_names) {
  if (context.body.members.size() != 1)
    return fail(context.what + " is about one field, not " + std::to_string(context.body.members.size()));
  const auto& [name, node] = context.body.members.front();
  auto field = tested(name, context.fields);
  if (!field) return fail(field.error());
  if (!node.is(config::Node::Kind::kObject))
    return FieldQuery{std::move(*field), &node, Parameters(kNoParameters, context.what)};
  FieldQuery query{std::move(*field), nullptr, Parameters(node, context.what)};
  query.parameters.ignore({"boost", "_name"});
  for (const std::string_view value_name : value_names) {
    const config::Node* const value = query.parameters.read(value_name);
    if (query.value == nullptr) query.value = value;
  }
  if (query.value == nullptr) {
    if (auto checked = query.parameters.check(); !checked) return fail(checked.error());
    return fail(context.what + " on " + name + " has no " + std::string(*value_names.begin()));
  }
  return query;
}

// The words of analysed text are compared as they are: a term is not analysed.
Predicate exact_word(const TestedField& field, std::string_view text, bool caseless) {
  predicate::Analysed test;
  test.analyzer = field.analyzer;
  test.words.push_back(caseless ? text::lowered(std::string(text)) : std::string(text));
  return Predicate::of(field.slot, std::move(test));
}

Result<Predicate> one_term(TestedField field, const config::Node& value, bool caseless,
                           const std::string& what) {
  const auto text = literal_text(value, what);
  if (!text) return fail(text.error());
  if (field.type == event::FieldType::kText) return exact_word(field, *text, caseless);
  field.caseless |= caseless;
  return predicate::equals(field, kql::Literal::of_text(*text));
}

Result<Predicate> term(const Context& context) {
  auto query = read_field(context, {"value"});
  if (!query) return fail(query.error());
  const auto caseless = read_flag(query->parameters.read("case_insensitive"), context.what);
  if (!caseless) return fail(caseless.error());
  if (auto checked = query->parameters.check(); !checked) return fail(checked.error());
  return one_term(std::move(query->field), *query->value, *caseless, context.what);
}

Result<Predicate> terms(const Context& context) {
  std::vector<Predicate> any;
  std::size_t named = 0;
  for (const auto& [name, values] : context.body.members) {
    if (name == "boost" || name == "_name") continue;
    if (!values.is(config::Node::Kind::kArray))
      return fail(context.what + " on " + name + " has no list of values: " + json::to_json(values));
    ++named;
    const auto field = tested(name, context.fields);
    if (!field) return fail(field.error());
    for (const config::Node& value : values.items) {
      auto one = one_term(*field, value, false, context.what);
      if (!one) return one;
      any.push_back(std::move(*one));
    }
  }
  if (named != 1) return fail(context.what + " is about one field, not " + std::to_string(named));
  return Predicate::any_of(std::move(any));
}

// The number of `should` clauses that must match: without a must or filter clause one at least, since
// Lucene finds no document that nothing selects. More than there are match nothing.
Result<std::uint64_t> needed_shoulds(const config::Node* minimum, std::size_t shoulds, bool has_required) {
  std::uint64_t needed = 0;
  if (minimum != nullptr && !minimum->is(config::Node::Kind::kNull)) {
    const auto read = minimum_should_match(*minimum, shoulds);
    if (!read) return fail(read.error());
    needed = *read;
  }
  if (!has_required && shoulds > 0) needed = std::max<std::uint64_t>(1, needed);
  if (needed < shoulds && needed * shoulds > kMaxClauseCopies) {
    return fail("minimum_should_match is " + std::to_string(needed) + " of " + std::to_string(shoulds) +
                " clauses, which is more than is read");
  }
  return needed;
}

// The words of a `match`. Elasticsearch makes a bool query of them, whose clauses are `should`, with
// the operator `and` `must`; a single word is not a bool query and has no minimum.
Result<Predicate> any_words(const TestedField& field, const std::string& text, bool all,
                            const config::Node* minimum) {
  std::vector<Predicate> words;
  for (const std::string& word : predicate::analyse(field.analyzer, text))
    words.push_back(exact_word(field, word, true));
  if (words.empty()) return Predicate::of(false);
  if (words.size() == 1) return std::move(words.front());
  const auto needed = needed_shoulds(minimum, all ? 0 : words.size(), all);
  if (!needed) return fail(needed.error());
  if (!all) return Predicate::at_least(*needed, std::move(words));
  return *needed > 0 ? Predicate::of(false) : Predicate::all_of(std::move(words));
}

// A parameter, and its values that mean what firstseen does anyway.
struct Setting {
  std::string_view name;
  std::vector<std::string_view> values;
};

// Reads the parameters; fails with the first that has another value.
Result<void> expect(Parameters& parameters, const std::vector<Setting>& settings, const std::string& what) {
  for (const auto& [name, values] : settings) {
    const config::Node* const node = parameters.read(name);
    if (node == nullptr || node->is(config::Node::Kind::kNull)) continue;
    const std::string text = node->is(config::Node::Kind::kString) ? node->string : json::to_json(*node);
    const bool known = std::any_of(values.begin(), values.end(), [&](std::string_view value) {
      return text::equal_ignoring_case(text, value);
    });
    if (!known)
      return fail(what + " has the " + std::string(name) + " " + json::to_json(*node) +
                  ", which is not read");
  }
  return {};
}

Result<Predicate> phrase(const TestedField& field, const std::string& text) {
  return predicate::equals(field, kql::Literal::of_text(text));
}

Result<Predicate> match_phrase(const Context& context) {
  auto query = read_field(context, {"query"});
  if (!query) return fail(query.error());
  const auto expected =
      expect(query->parameters, {{"slop", {"0"}}, {"zero_terms_query", {"none"}}}, context.what);
  if (!expected) return fail(expected.error());
  if (auto checked = query->parameters.check(); !checked) return fail(checked.error());
  const auto text = literal_text(*query->value, context.what);
  if (!text) return fail(text.error());
  return phrase(query->field, *text);
}

Result<Predicate> match(const Context& context) {
  auto query = read_field(context, {"query"});
  if (!query) return fail(query.error());
  Parameters& parameters = query->parameters;
  parameters.ignore({"lenient", "prefix_length", "max_expansions", "fuzzy_transpositions",
                     "auto_generate_synonyms_phrase_query", "fuzzy_rewrite"});
  // `type` is of filters that Kibana made before 7.0.
  const auto expected = expect(parameters,
                               {{"operator", {"or", "and"}},
                                {"type", {"boolean", "phrase"}},
                                {"zero_terms_query", {"none"}},
                                {"fuzziness", {"0"}}},
                               context.what);
  if (!expected) return fail(expected.error());
  const config::Node* const joined = parameters.read("operator");
  const config::Node* const type = parameters.read("type");
  const config::Node* const minimum = parameters.read("minimum_should_match");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  const auto text = literal_text(*query->value, context.what);
  if (!text) return fail(text.error());
  const TestedField& field = query->field;
  if (field.type != event::FieldType::kText || (type != nullptr && type->string == "phrase"))
    return phrase(field, *text);
  const bool all = joined != nullptr && text::equal_ignoring_case(joined->string, "and");
  return any_words(field, *text, all, minimum);
}

Result<Predicate> range(const Context& context) {
  if (context.body.members.size() != 1)
    return fail(context.what + " is about one field, not " + std::to_string(context.body.members.size()));
  const auto& [name, bounds] = context.body.members.front();
  const auto field = tested(name, context.fields);
  if (!field) return fail(field.error());
  Parameters parameters(bounds, context.what);
  parameters.ignore({"boost", "_name"});
  const auto expected =
      expect(parameters,
             {{"relation", {"intersects"}},
              {"time_zone", {"UTC", "Z", "+00:00"}},
              {"format",
               {"strict_date_optional_time", "date_optional_time", "strict_date_time", "date_time",
                "strict_date_optional_time_nanos", "strict_date_optional_time||epoch_millis"}}},
             context.what);
  if (!expected) return fail(expected.error());
  std::vector<Predicate> all;
  const std::array<std::pair<std::string_view, kql::RangeOperator>, 4> kBounds{
      {{"gt", kql::RangeOperator::kGreater},
       {"gte", kql::RangeOperator::kGreaterEqual},
       {"lt", kql::RangeOperator::kLess},
       {"lte", kql::RangeOperator::kLessEqual}}};
  for (const auto& [key, op] : kBounds) {
    const config::Node* const value = parameters.read(key);
    if (value == nullptr || value->is(config::Node::Kind::kNull)) continue;  // no bound
    const auto text = literal_text(*value, context.what);
    if (!text) return fail(text.error());
    auto one = predicate::compares(*field, op, kql::Literal::of_text(*text));
    if (!one) return one;
    all.push_back(std::move(*one));
  }
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  if (all.empty()) return predicate::exists_in(*field, context.fields, std::nullopt);
  return Predicate::all_of(std::move(all));
}

// The field and the text of a prefix or wildcard query, and whether case counts.
struct Pattern {
  bool none;  // nothing can match
  TestedField field;
  std::string text;
  bool caseless;
};

Result<Pattern> read_pattern(const Context& context, std::initializer_list<std::string_view> value_names) {
  auto query = read_field(context, value_names);
  if (!query) return fail(query.error());
  query->parameters.ignore({"rewrite"});
  const auto caseless = read_flag(query->parameters.read("case_insensitive"), context.what);
  if (!caseless) return fail(caseless.error());
  if (auto checked = query->parameters.check(); !checked) return fail(checked.error());
  auto text = literal_text(*query->value, context.what);
  if (!text) return fail(text.error());
  // The pattern is compared as it is with words in lower case.
  const bool none =
      query->field.type == event::FieldType::kText && !*caseless && *text != text::lowered(*text);
  return Pattern{none, std::move(query->field), std::move(*text), *caseless};
}

Result<Predicate> wildcard(const Context& context) {
  const auto pattern = read_pattern(context, {"value", "wildcard"});
  if (!pattern) return fail(pattern.error());
  if (pattern->none) return Predicate::of(false);
  return predicate::matches(pattern->field, text::Wildcard::from_dsl(pattern->text, pattern->caseless));
}

// Every character of a prefix is itself.
Result<Predicate> prefix(const Context& context) {
  const auto pattern = read_pattern(context, {"value"});
  if (!pattern) return fail(pattern.error());
  if (pattern->none) return Predicate::of(false);
  return predicate::matches(
      pattern->field,
      text::Wildcard::with_runs(pattern->text + "*", {pattern->text.size()}, pattern->caseless));
}

// `field: pattern` alone, as Kibana writes it for a plain wildcard.
Result<Predicate> query_string(const Context& context) {
  Parameters parameters(context.body, context.what);
  parameters.ignore({"analyze_wildcard", "allow_leading_wildcard", "boost", "_name", "default_operator",
                     "lenient", "time_zone", "type"});
  const config::Node* const query = parameters.read("query");
  const config::Node* const listed = parameters.read("fields");
  const config::Node* const single = parameters.read("default_field");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  std::vector<std::string> names;
  if (listed != nullptr) names = listed->strings();
  if (single != nullptr) names.push_back(single->string);
  const std::string text = query == nullptr ? "" : query->string;
  if (text == "*" && names.empty()) return Predicate::of(true);
  const bool plain = !text.empty() && text.find_first_of(" \t\n\":()[]{}^~&|!<>=/") == std::string::npos;
  if (!plain || names.empty()) return fail(context.what + " that is more than a plain wildcard is not read");
  std::vector<Predicate> any;
  for (const std::string& name : names) {
    const auto field = tested(name, context.fields);
    if (!field) return fail(field.error());
    auto one = predicate::matches(*field, text::Wildcard::from_dsl(text, false));
    if (!one) return one;
    any.push_back(std::move(*one));
  }
  return Predicate::any_of(std::move(any));
}

Result<Predicate> exists(const Context& context) {
  Parameters parameters(context.body, context.what);
  parameters.ignore({"boost", "_name"});
  const config::Node* const name = parameters.read("field");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  if (name == nullptr || name->string.empty()) return fail(context.what + " names no field");
  if (name->string.find('*') != std::string::npos) {
    const auto slot = context.fields.add_pattern(name->string);
    if (!slot) return fail("the rules name too many different fields");
    return predicate::exists(TestedField::of(context.fields, *slot));
  }
  const auto field = tested(name->string, context.fields);
  if (!field) return fail(field.error());
  return predicate::exists_in(*field, context.fields, std::nullopt);
}

// One kind of clause of a bool query: a query, or an array of them.
Result<std::vector<Predicate>> clauses(const config::Node* body, const Context& context) {
  std::vector<Predicate> out;
  if (body == nullptr || body->is(config::Node::Kind::kNull)) return out;
  const auto add = [&](const config::Node& query) -> Result<void> {
    auto one = read_query(query, context.fields, context.depth + 1);
    if (!one) return fail(one.error());
    out.push_back(std::move(*one));
    return {};
  };
  if (!body->is(config::Node::Kind::kArray)) {
    if (auto added = add(*body); !added) return fail(added.error());
    return out;
  }
  for (const config::Node& query : body->items) {
    if (auto added = add(query); !added) return fail(added.error());
  }
  return out;
}

Result<Predicate> boolean(const Context& context) {
  Parameters parameters(context.body, context.what);
  parameters.ignore({"boost", "_name"});
  std::vector<Predicate> all;
  for (const std::string_view name : {"must", "filter"}) {
    auto part = clauses(parameters.read(name), context);
    if (!part) return fail(part.error());
    std::move(part->begin(), part->end(), std::back_inserter(all));
  }
  const bool has_required = !all.empty();
  auto not_any = clauses(parameters.read("must_not"), context);
  if (!not_any) return fail(not_any.error());
  auto should = clauses(parameters.read("should"), context);
  if (!should) return fail(should.error());
  const config::Node* const minimum = parameters.read("minimum_should_match");
  const config::Node* const adjust = parameters.read("adjust_pure_negative");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  const auto needed = needed_shoulds(minimum, should->size(), has_required);
  if (!needed) return fail(needed.error());
  const bool only_negative = !has_required && should->empty() && !not_any->empty();
  if (only_negative && adjust != nullptr && adjust->is(config::Node::Kind::kBoolean) && !adjust->boolean)
    return Predicate::of(false);
  for (Predicate& one : *not_any) all.push_back(Predicate::negation(std::move(one)));
  if (*needed > 0) all.push_back(Predicate::at_least(*needed, std::move(*should)));
  return Predicate::all_of(std::move(all));
}

Result<Predicate> constant_score(const Context& context) {
  Parameters parameters(context.body, context.what);
  parameters.ignore({"boost", "_name"});
  const config::Node* const filter = parameters.read("filter");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  if (filter == nullptr) return fail(context.what + " has no filter");
  return read_query(*filter, context.fields, context.depth + 1);
}

Result<Predicate> constant(const Context& context, bool holds) {
  Parameters parameters(context.body, context.what);
  parameters.ignore({"boost", "_name"});
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  return Predicate::of(holds);
}

struct Kind {
  std::string_view name;
  Result<Predicate> (*read)(const Context& context);
};

constexpr std::array kKinds{
    Kind{"bool", boolean},
    Kind{"constant_score", constant_score},
    Kind{"exists", exists},
    Kind{"match", match},
    Kind{"match_all", [](const Context& context) { return constant(context, true); }},
    Kind{"match_none", [](const Context& context) { return constant(context, false); }},
    Kind{"match_phrase", match_phrase},
    Kind{"prefix", prefix},
    Kind{"query_string", query_string},
    Kind{"range", range},
    Kind{"term", term},
    Kind{"terms", terms},
    Kind{"wildcard", wildcard},
};

Result<Predicate> read_query(const config::Node& query, event::FieldSet& fields, std::size_t depth) {
  if (depth > kMaxFilterDepth) return fail("a filter is nested too deeply");
  if (query.members.size() != 1) return fail("a filter's query is not one query: " + json::to_json(query));
  const auto& [name, body] = query.members.front();
  std::string names;
  for (const Kind& kind : kKinds) {
    if (kind.name == name && !body.is(config::Node::Kind::kObject))
      return fail("the " + name + " filter has " + json::to_json(body) + " where an object is read");
    if (kind.name == name) return kind.read({body, fields, "the " + name + " filter", depth});
    text::append_item(names, kind.name);
  }
  return fail("a filter of the kind " + name + " is not read", "filters that are: " + names);
}

}  // namespace

Result<Predicate> query_predicate(const config::Node& query, event::FieldSet& fields) {
  return read_query(query, fields, 0);
}

}  // namespace firstseen::rules
