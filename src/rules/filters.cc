#include "rules/filters.h"

#include "json/document.h"
#include "kql/literal.h"
#include "predicate/field_test.h"
#include "text/wildcard.h"

namespace firstseen::rules {
namespace {

using predicate::Predicate;

Result<Predicate> query_predicate(const config::Node& query, event::FieldSet& fields, std::size_t depth);

Result<predicate::TestedField> tested(const std::string& name, event::FieldSet& fields) {
  const auto slot = fields.add(name);
  if (!slot) return fail("the rules name too many different fields");
  return predicate::TestedField::of(fields, *slot);
}

// Returns a scalar as the text of a literal.
std::optional<std::string> literal_text(const config::Node& value) {
  switch (value.kind) {
    case config::Node::Kind::kString: return value.string;
    case config::Node::Kind::kBoolean:
    case config::Node::Kind::kInteger:
    case config::Node::Kind::kNumber: return json::to_json(value);
    default: return std::nullopt;
  }
}

Result<Predicate> equals(const std::string& name, const config::Node& value, event::FieldSet& fields) {
  const auto text = literal_text(value);
  if (!text) return fail("a filter compares " + name + " with what is not a value");
  const auto field = tested(name, fields);
  if (!field) return fail(field.error());
  return predicate::equals(*field, kql::Literal::of_text(*text));
}

// `{"FIELD": VALUE}` or `{"FIELD": {"KEY": VALUE}}`, where KEY is one of `keys`.
Result<Predicate> single(const config::Node& body, event::FieldSet& fields,
                         std::initializer_list<const char*> keys) {
  if (body.members.size() != 1)
    return fail("a filter on one field names " + std::to_string(body.members.size()));
  const auto& [name, value] = body.members.front();
  if (!value.is(config::Node::Kind::kObject)) return equals(name, value, fields);
  for (const char* const key : keys) {
    if (const config::Node* const inner = value.find(key)) return equals(name, *inner, fields);
  }
  return fail("a filter on " + name + " has no value");
}

Result<Predicate> terms(const config::Node& body, event::FieldSet& fields) {
  for (const auto& [name, values] : body.members) {
    if (!values.is(config::Node::Kind::kArray)) continue;  // `boost`
    std::vector<Predicate> any;
    for (const config::Node& value : values.items) {
      auto one = equals(name, value, fields);
      if (!one) return one;
      any.push_back(std::move(*one));
    }
    return Predicate::any_of(std::move(any));
  }
  return fail("a terms filter without values");
}

Result<Predicate> range(const config::Node& body, event::FieldSet& fields) {
  if (body.members.size() != 1) return fail("a range filter names one field");
  const auto& [name, bounds] = body.members.front();
  const auto field = tested(name, fields);
  if (!field) return fail(field.error());
  std::vector<Predicate> all;
  for (const auto& [key, value] : bounds.members) {
    kql::RangeOperator op{};
    if (key == "gt") {
      op = kql::RangeOperator::kGreater;
    } else if (key == "gte") {
      op = kql::RangeOperator::kGreaterEqual;
    } else if (key == "lt") {
      op = kql::RangeOperator::kLess;
    } else if (key == "lte") {
      op = kql::RangeOperator::kLessEqual;
    } else if (key == "format" || key == "boost" || key == "relation" || key == "time_zone") {
      continue;
    } else {
      return fail("a range filter has no bound named " + key);
    }
    const auto text = literal_text(value);
    if (!text) continue;  // null: no bound
    auto one = predicate::compares(*field, op, kql::Literal::of_text(*text));
    if (!one) return one;
    all.push_back(std::move(*one));
  }
  return Predicate::all_of(std::move(all));
}

Result<Predicate> wildcard(const config::Node& body, event::FieldSet& fields, std::string_view suffix) {
  if (body.members.size() != 1) return fail("a wildcard filter names one field");
  const auto& [name, value] = body.members.front();
  const bool detailed = value.is(config::Node::Kind::kObject);
  std::string_view pattern = detailed ? value.text("value") : std::string_view(value.string);
  if (detailed && pattern.empty()) pattern = value.text("wildcard");
  const config::Node* const flag = value.find("case_insensitive");
  const bool caseless = flag != nullptr && flag->boolean;
  const auto field = tested(name, fields);
  if (!field) return fail(field.error());
  return predicate::matches(*field,
                            text::Wildcard::from_dsl(std::string(pattern) + std::string(suffix), caseless));
}

// Only a plain `field: pattern`, as Kibana writes it for a wildcard.
Result<Predicate> query_string(const config::Node& body, event::FieldSet& fields) {
  const std::string_view text = body.text("query");
  std::vector<std::string> names;
  if (const config::Node* const listed = body.find("fields")) names = listed->strings();
  if (const std::string_view name = body.text("default_field"); !name.empty()) names.emplace_back(name);
  const bool plain = !text.empty() && text.find_first_of(" \t\n\":()[]{}^~&|!<>=/") == std::string_view::npos;
  if (!plain || names.empty())
    return fail("a query_string filter that is more than a plain wildcard is not read");
  std::vector<Predicate> any;
  for (const std::string& name : names) {
    const auto field = tested(name, fields);
    if (!field) return fail(field.error());
    auto one = predicate::matches(*field, text::Wildcard::from_dsl(text, false));
    if (!one) return one;
    any.push_back(std::move(*one));
  }
  return Predicate::any_of(std::move(any));
}

// One clause of a bool query: a query, or an array of them.
Result<std::vector<Predicate>> clauses(const config::Node* body, event::FieldSet& fields, std::size_t depth) {
  std::vector<Predicate> out;
  if (body == nullptr) return out;
  const std::vector<config::Node> queries =
      body->is(config::Node::Kind::kArray) ? body->items : std::vector<config::Node>{*body};
  for (const config::Node& query : queries) {
    auto one = query_predicate(query, fields, depth);
    if (!one) return fail(one.error());
    out.push_back(std::move(*one));
  }
  return out;
}

Result<Predicate> boolean(const config::Node& body, event::FieldSet& fields, std::size_t depth) {
  std::vector<Predicate> all;
  for (const char* const name : {"must", "filter"}) {
    auto part = clauses(body.find(name), fields, depth);
    if (!part) return fail(part.error());
    std::move(part->begin(), part->end(), std::back_inserter(all));
  }
  auto not_any = clauses(body.find("must_not"), fields, depth);
  if (!not_any) return fail(not_any.error());
  for (Predicate& one : *not_any) all.push_back(Predicate::negation(std::move(one)));
  auto should = clauses(body.find("should"), fields, depth);
  if (!should) return fail(should.error());
  const config::Node* const minimum = body.find("minimum_should_match");
  // Without minimum_should_match, one of the `should` clauses must match only if there are no other
  // clauses.
  const bool required = minimum != nullptr ? json::to_json(*minimum) != "0" : all.empty();
  if (!should->empty() && required) all.push_back(Predicate::any_of(std::move(*should)));
  return Predicate::all_of(std::move(all));
}

Result<Predicate> exists(const config::Node& body, event::FieldSet& fields) {
  const auto field = tested(std::string(body.text("field")), fields);
  if (!field) return fail(field.error());
  return predicate::exists(*field);
}

Result<Predicate> query_predicate(const config::Node& query, event::FieldSet& fields, std::size_t depth) {
  if (depth > kMaxFilterDepth) return fail("a filter is nested too deeply");
  if (query.members.size() != 1) return fail("a filter's query is not one query");
  const auto& [name, body] = query.members.front();
  if (name == "match_all") return Predicate::of(true);
  if (name == "match_none") return Predicate::of(false);
  if (name == "exists") return exists(body, fields);
  if (name == "term" || name == "match_phrase" || name == "match")
    return single(body, fields, {"value", "query"});
  if (name == "terms") return terms(body, fields);
  if (name == "range") return range(body, fields);
  if (name == "wildcard") return wildcard(body, fields, "");
  if (name == "prefix") return wildcard(body, fields, "*");
  if (name == "query_string") return query_string(body, fields);
  if (name == "bool") return boolean(body, fields, depth + 1);
  return fail(
      "a filter of the kind " + name + " is not read",
      "filters that are: exists, term, terms, match_phrase, range, wildcard, prefix, query_string, bool");
}

bool flag(const config::Node* meta, std::string_view name) {
  const config::Node* const value = meta == nullptr ? nullptr : meta->find(name);
  return value != nullptr && value->boolean;
}

}  // namespace

Result<Predicate> filter_predicate(const config::Node& filter, event::FieldSet& fields) {
  const config::Node* const meta = filter.find("meta");
  if (flag(meta, "disabled")) return Predicate::of(true);
  const config::Node* const query = filter.find("query");
  config::Node bare;  // older filters: `{"meta": …, "exists": {…}}`
  if (query == nullptr) {
    bare.kind = config::Node::Kind::kObject;
    for (const auto& member : filter.members) {
      if (member.name != "meta" && member.name != "$state") bare.members.push_back(member);
    }
  }
  auto predicate = query_predicate(query == nullptr ? bare : *query, fields, 0);
  if (!predicate || !flag(meta, "negate")) return predicate;
  return Predicate::negation(std::move(*predicate));
}

}  // namespace firstseen::rules
