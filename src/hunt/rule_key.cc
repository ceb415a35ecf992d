#include "hunt/rule_key.h"

#include <algorithm>

#include "digest/sha256.h"
#include "event/json_time.h"
#include "json/document.h"
#include "json/writer.h"
#include "kql/parser.h"
#include "kql/query_text.h"

namespace firstseen::hunt {
namespace {

// Increase this when the canonical text changes.
constexpr std::int64_t kKeyFormat = 1;

// Returns the query printed from its syntax tree, which does not depend on layout. A query that
// cannot be parsed is returned unchanged; compiled rules have none.
std::string parsed_query(std::string_view text) {
  const auto ast = kql::parse(kql::QueryText{text, {}});
  return ast ? kql::print(*ast) : std::string(text);
}

// Returns the JSON in compact form, which does not depend on layout.
std::string parsed_json(const std::string& text) {
  const auto node = json::parse_document(text);
  return node ? json::to_json(*node) : text;
}

std::vector<std::string> excluded_queries(const rules::Exclusions& exclusions) {
  std::vector<std::string> queries;
  for (const std::string& query : exclusions.queries()) queries.push_back(parsed_query(query));
  std::sort(queries.begin(), queries.end());
  return queries;
}

void write_rule(json::Writer& writer, const Rule& rule) {
  writer.key("type").string(to_string(rule.type));
  writer.key("query").string(parsed_query(rule.query));
  writer.key("filters").strings(rule.filters, parsed_json);
  writer.key("exceptions").strings(rule.exceptions, parsed_json);
  writer.key("terms").strings(rule.terms);
  writer.key("counted").strings(rule.threshold.cardinality, &Threshold::Cardinality::field);
}

// `excluded` is the result of excluded_queries().
void write_options(json::Writer& writer, const std::vector<std::string>& excluded,
                   const KeyOptions& options) {
  writer.key("excluded").strings(excluded);
  std::vector<Cidr> networks = options.internal_networks;
  std::sort(networks.begin(), networks.end());
  writer.key("internal_networks").strings(networks, [](const Cidr& network) {
    return network.first.to_string() + "-" + network.last.to_string();
  });
  writer.key("source").string(options.source);
  writer.key("mappings").strings(options.mappings, &NamedText::text);
  writer.key("strict_ecs").boolean(options.strict_ecs);
  if (!options.input_tz.empty()) writer.key("input_tz").string(options.input_tz);
  writer.key("null_terms").boolean(options.null_terms);
  writer.key("timestamp_field").string(options.timestamp_field);
  event::write_time(writer, "from", options.from);
  event::write_time(writer, "to", options.to);
}

}  // namespace

KeyOptions key_options(const HuntRequest& request) {
  return {request.internal_networks, request.source,   request.mappings,
          request.strict_ecs,        request.input_tz, request.null_terms,
          request.timestamp_field,   request.from,     request.to};
}

std::vector<std::string> rule_keys(const rules::RuleSet& rules, const KeyOptions& options) {
  const std::vector<std::string> excluded = excluded_queries(rules.exclusions);
  std::vector<std::string> keys;
  for (const rules::CompiledRule& rule : rules.rules) {
    std::string text;
    json::Writer writer(text);
    writer.begin_object();
    writer.key("format").integer(kKeyFormat);
    write_rule(writer, rule.rule);
    write_options(writer, excluded, options);
    writer.end_object();
    keys.push_back(digest::sha256(text));
  }
  return keys;
}

}  // namespace firstseen::hunt
