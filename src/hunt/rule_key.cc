#include "hunt/rule_key.h"

#include <algorithm>

#include "digest/sha256.h"
#include "json/document.h"
#include "json/writer.h"
#include "kql/parser.h"
#include "kql/query_text.h"

namespace firstseen::hunt {
namespace {

// A change of the canonical text is a new format.
constexpr std::int64_t kKeyFormat = 1;

// A query as it was parsed: its layout does not show. One that cannot be parsed is no rule's.
std::string parsed_query(std::string_view text) {
  const auto ast = kql::parse(kql::QueryText{text, {}});
  return ast ? kql::print(*ast) : std::string(text);
}

// JSON as it was parsed: its layout does not show.
std::string parsed_json(const std::string& text) {
  const auto node = json::parse_document(text);
  return node ? json::to_json(*node) : text;
}

void write_strings(json::Writer& writer, std::string_view key, const std::vector<std::string>& strings) {
  writer.key(key).begin_array();
  for (const std::string& string : strings) writer.string(string);
  writer.end_array();
}

void write_time(json::Writer& writer, std::string_view key, const std::optional<Timestamp>& time) {
  writer.key(key);
  time ? writer.string(time->to_string()) : writer.null();
}

std::vector<std::string> each(const std::vector<std::string>& texts,
                              std::string (*change)(const std::string&)) {
  std::vector<std::string> changed;
  for (const std::string& text : texts) changed.push_back(change(text));
  return changed;
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
  write_strings(writer, "filters", each(rule.filters, parsed_json));
  write_strings(writer, "exceptions", each(rule.exceptions, parsed_json));
  write_strings(writer, "terms", rule.terms);
  writer.key("counted").begin_array();
  for (const auto& cardinality : rule.threshold.cardinality) writer.string(cardinality.field);
  writer.end_array();
}

void write_options(json::Writer& writer, const rules::RuleSet& rules, const KeyOptions& options) {
  write_strings(writer, "excluded", excluded_queries(rules.exclusions));
  std::vector<Cidr> networks = options.internal_networks;
  std::sort(networks.begin(), networks.end());
  writer.key("internal_networks").begin_array();
  for (const Cidr& network : networks)
    writer.string(network.first.to_string() + "-" + network.last.to_string());
  writer.end_array();
  writer.key("source").string(options.source);
  writer.key("mappings").begin_array();
  for (const NamedText& mapping : options.mappings) writer.string(mapping.text);
  writer.end_array();
  writer.key("strict_ecs").boolean(options.strict_ecs);
  writer.key("timestamp_field").string(options.timestamp_field);
  write_time(writer, "from", options.from);
  write_time(writer, "to", options.to);
}

}  // namespace

KeyOptions key_options(const HuntRequest& request) {
  return {request.internal_networks, request.source, request.mappings, request.strict_ecs,
          request.timestamp_field,   request.from,   request.to};
}

std::vector<std::string> rule_keys(const rules::RuleSet& rules, const KeyOptions& options) {
  std::vector<std::string> keys;
  for (const rules::CompiledRule& rule : rules.rules) {
    std::string text;
    json::Writer writer(text);
    writer.begin_object();
    writer.key("format").integer(kKeyFormat);
    write_rule(writer, rule.rule);
    write_options(writer, rules, options);
    writer.end_object();
    keys.push_back(digest::sha256(text));
  }
  return keys;
}

}  // namespace firstseen::hunt
