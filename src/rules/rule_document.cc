#include "rules/rule_document.h"

#include <algorithm>
#include <array>

#include "json/document.h"
#include "rules/rule_schema.h"
#include "text/ascii.h"

namespace firstseen::rules {
namespace {

std::uint64_t unsigned_of(const config::Node* node, std::uint64_t fallback) {
  if (node == nullptr) return fallback;
  if (node->is(config::Node::Kind::kInteger) && node->integer >= 0)
    return static_cast<std::uint64_t>(node->integer);
  if (node->is(config::Node::Kind::kNumber) && node->number >= 0)
    return static_cast<std::uint64_t>(node->number);
  return fallback;
}

std::vector<std::string> strings_of(const config::Node& node, std::string_view name) {
  const config::Node* const member = node.find(name);
  return member == nullptr ? std::vector<std::string>{} : member->strings();
}

// Returns the length of the window: `now-7d`, `now-7d/d`.
Result<Seconds> read_window(std::string_view text) {
  constexpr std::string_view kNow = "now-";
  const std::string_view length = text.substr(0, text.find('/'));
  const auto window = length.starts_with(kNow) ? parse_duration(length.substr(kNow.size())) : std::nullopt;
  if (!window || *window <= 0)
    return fail("the history window starts at " + std::string(text), "it is written now-7d");
  return *window;
}

// Returns the member `value` of `table`, which `what` names.
Result<std::uint64_t> positive_value(const config::Node& table, const std::string& what) {
  const config::Node* const member = table.find("value");
  if (member == nullptr) return fail(what + " has no value");
  const std::uint64_t value = unsigned_of(member, 0);
  const bool whole = !member->is(config::Node::Kind::kNumber) || member->number == static_cast<double>(value);
  if (value == 0 || !whole) return fail(what + "'s value is not a positive whole number");
  return value;
}

// Kibana's export has these keys at the top level, the files of Elastic's repository in
// [rule.new_terms].
Result<void> read_new_terms(const config::Node& node, Rule& rule) {
  rule.terms = strings_of(node, "new_terms_fields");
  std::string_view start = node.text("history_window_start");
  if (const config::Node* const nested = node.find("new_terms")) {
    rule.terms = strings_of(*nested, "value");
    const config::Node* const starts = nested->find("history_window_start");
    if (starts != nullptr && !starts->items.empty()) start = starts->items.front().text("value");
  }
  if (start.empty()) {
    rule.warnings.emplace_back("the rule has no history_window_start, so its window is " +
                               duration_to_string(kDefaultWindow));
    return {};
  }
  const auto window = read_window(start);
  if (!window) return fail(window.error());
  rule.window = *window;
  return {};
}

Result<void> read_threshold(const config::Node& node, Rule& rule) {
  const config::Node* const threshold = node.find("threshold");
  if (threshold == nullptr) return fail("a threshold rule without a threshold");
  rule.terms = strings_of(*threshold, "field");
  std::erase(rule.terms, "");
  const auto value = positive_value(*threshold, "the threshold");
  if (!value) return fail(value.error());
  rule.threshold.value = *value;
  const config::Node* const cardinality = threshold->find("cardinality");
  if (cardinality == nullptr || cardinality->is(config::Node::Kind::kNull)) return {};
  const std::vector<config::Node> all = cardinality->is(config::Node::Kind::kArray)
                                            ? cardinality->items
                                            : std::vector<config::Node>{*cardinality};
  for (const config::Node& one : all) {
    if (one.text("field").empty()) return fail("the threshold's cardinality has no field");
    const auto least = positive_value(one, "the threshold's cardinality");
    if (!least) return fail(least.error());
    rule.threshold.cardinality.push_back({std::string(one.text("field")), *least});
  }
  return {};
}

std::vector<Threat> read_threats(const config::Node& node) {
  std::vector<Threat> threats;
  const config::Node* const all = node.find("threat");
  if (all == nullptr) return threats;
  for (const config::Node& one : all->items) {
    Threat threat;
    if (const config::Node* const tactic = one.find("tactic"))
      threat.tactic = {std::string(tactic->text("id")), std::string(tactic->text("name"))};
    if (const config::Node* const techniques = one.find("technique")) {
      for (const config::Node& technique : techniques->items) {
        threat.techniques.push_back({std::string(technique.text("id")), std::string(technique.text("name"))});
        const config::Node* const below = technique.find("subtechnique");
        if (below == nullptr) continue;
        for (const config::Node& one_below : below->items) {
          threat.subtechniques.push_back(
              {std::string(one_below.text("id")), std::string(one_below.text("name"))});
        }
      }
    }
    threats.push_back(std::move(threat));
  }
  return threats;
}

std::vector<std::string> documents_of(const config::Node& node, std::string_view name) {
  std::vector<std::string> out;
  const config::Node* const all = node.find(name);
  if (all == nullptr) return out;
  for (const config::Node& one : all->items) out.push_back(json::to_json(one));
  return out;
}

Rule read_common(const config::Node& node) {
  Rule rule;
  rule.id = node.text("rule_id");
  rule.name = node.text("name");
  rule.description = node.text("description");
  rule.severity = node.text("severity");
  rule.risk_score = static_cast<int>(std::min<std::uint64_t>(100, unsigned_of(node.find("risk_score"), 0)));
  rule.query = node.text("query");
  rule.filters = documents_of(node, "filters");
  rule.threats = read_threats(node);
  rule.tags = strings_of(node, "tags");
  rule.timestamp_override = node.text("timestamp_override");
  rule.index = strings_of(node, "index");
  rule.from = node.text("from");
  rule.interval = node.text("interval");
  return rule;
}

// ES|QL has no new terms; rules that look for them aggregate the first time of a value.
std::string first_seen_hint(std::string_view query) {
  const bool first_seen = text::contains_ignoring_case(query, "min(@timestamp") ||
                          text::contains_ignoring_case(query, "first_seen") ||
                          text::contains_ignoring_case(query, "first_time_seen");
  return first_seen ? "; this one looks for first occurrences, as a new_terms rule does" : "";
}

}  // namespace

bool looks_like_rule(const config::Node& node) {
  constexpr std::array<std::string_view, 7> kKeys{"query",   "severity", "risk_score",      "language",
                                                  "rule_id", "type",     "new_terms_fields"};
  const auto has = [&](std::string_view key) { return node.find(key) != nullptr; };
  return node.find("@timestamp") == nullptr && std::count_if(kKeys.begin(), kKeys.end(), has) >= 3;
}

Result<RuleDocument> read_rule(const config::Node& node) {
  RuleDocument document{read_common(node), {}};
  Rule& rule = document.rule;
  if (auto checked = check_names(node); !checked) return fail(checked.error());
  const std::string type(node.text("type"));
  const std::string language(node.text("language"));
  if (const auto& run = run_types(); !type.empty() && std::find(run.begin(), run.end(), type) == run.end()) {
    document.unsupported = "rules of the type " + type + " are not run" + first_seen_hint(rule.query);
  } else if (!language.empty() && language != "kuery") {
    document.unsupported = "rules in the language " + language + " are not run";
  }
  if (!document.unsupported.empty()) return document;
  if (auto checked = check_schema(node, rule.warnings); !checked) return fail(checked.error());
  if (rule.id.empty()) return fail("the rule has no rule_id");
  if (type.empty()) return fail("the rule has no type");
  rule.type = type == "new_terms" ? RuleType::kNewTerms
              : type == "query"   ? RuleType::kQuery
                                  : RuleType::kThreshold;
  const auto read = rule.type == RuleType::kNewTerms    ? read_new_terms(node, rule)
                    : rule.type == RuleType::kThreshold ? read_threshold(node, rule)
                                                        : Result<void>{};
  if (!read) return fail(read.error());
  return document;
}

std::string place_of(const std::string& file, std::size_t line) {
  return line == 0 ? file : file + ":" + std::to_string(line);
}

}  // namespace firstseen::rules
