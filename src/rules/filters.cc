#include "rules/filters.h"

#include <vector>

#include "json/document.h"
#include "rules/parameters.h"
#include "rules/query_dsl.h"
#include "text/ascii.h"

namespace firstseen::rules {
namespace {

using predicate::Predicate;

// What of `meta` decides which records match. The rest describes the filter for Kibana's editor.
struct Meta {
  bool disabled = false;
  bool negate = false;
  bool combined = false;
  const config::Node* relation = nullptr;
  const config::Node* params = nullptr;
};

Result<Meta> read_meta(const config::Node* node) {
  Meta meta;
  if (node == nullptr || node->is(config::Node::Kind::kNull)) return meta;
  const std::string what = "a filter's meta";
  if (!node->is(config::Node::Kind::kObject))
    return fail(what + " is " + json::to_json(*node) + " where an object is read");
  Parameters parameters(*node, what);
  parameters.ignore({"alias", "apply", "controlledBy", "field", "formattedValue", "group", "index",
                     "indexRefName", "isMultiIndex", "key", "removed", "unmapped", "value"});
  const auto disabled = read_flag(parameters.read("disabled"), what);
  if (!disabled) return fail(disabled.error());
  const auto negate = read_flag(parameters.read("negate"), what);
  if (!negate) return fail(negate.error());
  meta.disabled = *disabled;
  meta.negate = *negate;
  const config::Node* const type = parameters.read("type");
  meta.combined = type != nullptr && type->string == "combined";
  meta.relation = parameters.read("relation");
  meta.params = parameters.read("params");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  return meta;
}

Result<Predicate> read_filter(const config::Node& filter, event::FieldSet& fields, std::size_t depth);

// As in Kibana, a disabled filter is left out of an AND and makes an OR match everything.
Result<Predicate> read_combined(const Meta& meta, event::FieldSet& fields, std::size_t depth) {
  if (meta.params == nullptr || !meta.params->is(config::Node::Kind::kArray))
    return fail("a combined filter has no list of filters in its params");
  const std::string relation = meta.relation == nullptr ? "" : meta.relation->string;
  const bool all = text::equal_ignoring_case(relation, "AND");
  if (!all && !text::equal_ignoring_case(relation, "OR"))
    return fail("a combined filter has the relation \"" + relation + "\"", "relations are: AND, OR");
  std::vector<Predicate> parts;
  for (const config::Node& one : meta.params->items) {
    auto part = read_filter(one, fields, depth + 1);
    if (!part) return part;
    parts.push_back(std::move(*part));
  }
  return all ? Predicate::all_of(std::move(parts)) : Predicate::any_of(std::move(parts));
}

// The query of a filter. Older filters have its kind beside meta: `{"meta": …, "exists": {…}}`.
Result<Predicate> read_plain(const config::Node& filter, event::FieldSet& fields) {
  if (const config::Node* const query = filter.find("query")) {
    Parameters parameters(filter, "a filter");
    parameters.read("meta");
    parameters.read("query");
    parameters.ignore({"$state"});
    if (auto checked = parameters.check(); !checked) return fail(checked.error());
    return query_predicate(*query, fields);
  }
  config::Node query;
  query.kind = config::Node::Kind::kObject;
  for (const auto& member : filter.members) {
    if (member.name != "meta" && member.name != "$state") query.members.push_back(member);
  }
  return query_predicate(query, fields);
}

Result<Predicate> read_filter(const config::Node& filter, event::FieldSet& fields, std::size_t depth) {
  if (depth > kMaxFilterDepth) return fail("a filter is nested too deeply");
  const auto meta = read_meta(filter.find("meta"));
  if (!meta) return fail(meta.error());
  if (meta->disabled) return Predicate::of(true);
  auto predicate = meta->combined ? read_combined(*meta, fields, depth) : read_plain(filter, fields);
  if (!predicate || !meta->negate) return predicate;
  return Predicate::negation(std::move(*predicate));
}

}  // namespace

Result<Predicate> filter_predicate(const config::Node& filter, event::FieldSet& fields) {
  return read_filter(filter, fields, 0);
}

}  // namespace firstseen::rules
