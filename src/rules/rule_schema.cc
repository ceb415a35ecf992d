#include "rules/rule_schema.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::rules {
namespace {

using Kind = config::Node::Kind;
using Names = std::vector<std::string_view>;

// A key that decides which records match or what is counted.
struct DecidingKey {
  std::string_view name;
  Kind kind;
};
constexpr std::array kDecidingKeys{
    DecidingKey{"rule_id", Kind::kString},   DecidingKey{"type", Kind::kString},
    DecidingKey{"language", Kind::kString},  DecidingKey{"query", Kind::kString},
    DecidingKey{"filters", Kind::kArray},    DecidingKey{"exceptions_list", Kind::kArray},
    DecidingKey{"new_terms", Kind::kObject}, DecidingKey{"new_terms_fields", Kind::kArray},
    DecidingKey{"threshold", Kind::kObject}, DecidingKey{"history_window_start", Kind::kString},
};

// All other keys.
constexpr std::array<std::string_view, 76> kOtherKeys{
    "actions",
    "alert_suppression",
    "alias_purpose",
    "alias_target_id",
    "anomaly_threshold",
    "author",
    "building_block_type",
    "concurrent_searches",
    "created_at",
    "created_by",
    "data_view_id",
    "description",
    "enabled",
    "event_category_override",
    "execution_summary",
    "external_source",
    "false_positives",
    "from",
    "id",
    "immutable",
    "index",
    "interval",
    "investigation_fields",
    "items_per_search",
    "last_failure_at",
    "last_failure_message",
    "last_success_at",
    "last_success_message",
    "license",
    "machine_learning_job_id",
    "max_signals",
    "meta",
    "name",
    "namespace",
    "note",
    "outcome",
    "output_index",
    "references",
    "related_integrations",
    "required_fields",
    "response_actions",
    "revision",
    "risk_score",
    "risk_score_mapping",
    "rule_name_override",
    "rule_source",
    "saved_id",
    "setup",
    "severity",
    "severity_mapping",
    "status",
    "status_date",
    "tags",
    "threat",
    "threat_filters",
    "threat_index",
    "threat_indicator_path",
    "threat_language",
    "threat_mapping",
    "threat_mappings",
    "threat_query",
    "throttle",
    "tiebreaker_field",
    "timeline_id",
    "timeline_title",
    "timestamp_field",
    "timestamp_override",
    "timestamp_override_fallback_disabled",
    "to",
    "updated_at",
    "updated_by",
    "uuid",
    "version",
    "customized_fields",
    "base_version",
    "exceptions",
};

Names known_keys() {
  Names names(kOtherKeys.begin(), kOtherKeys.end());
  for (const DecidingKey& key : kDecidingKeys) names.push_back(key.name);
  return names;
}

std::string joined(const Names& names) {
  std::string out;
  for (const std::string_view name : names) text::append_item(out, name);
  return out;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kString: return "a text";
    case Kind::kArray: return "a list";
    case Kind::kObject: return "a table";
    default: return "a value";
  }
}

// The error for a key that no rule has.
Result<void> check_key(std::string_view name, const config::Node& rule, Errors& warnings) {
  static const Names kKnown = known_keys();
  if (contains(kKnown, name)) return {};
  const auto similar = text::similar_name(name, kKnown);
  const bool decides = similar && rule.find(*similar) == nullptr &&
                       std::any_of(kDecidingKeys.begin(), kDecidingKeys.end(),
                                   [&](const DecidingKey& key) { return key.name == *similar; });
  Error error("the rule has the key " + quoted(name) + ", which no rule has",
              similar ? "did you mean " + quoted(*similar) + "?" : "it is not read");
  if (decides) return fail(std::move(error));
  warnings.push_back(std::move(error));
  return {};
}

Result<void> check_kind(const DecidingKey& key, const config::Node& rule) {
  const config::Node* const value = rule.find(key.name);
  if (value == nullptr || value->is(key.kind) || value->is(Kind::kNull)) return {};
  return fail("the rule's " + std::string(key.name) + " is not " + std::string(kind_name(key.kind)));
}

// `what` is the key, `run` the values that are run, `others` those that are known.
Result<void> check_name(std::string_view what, std::string_view value, const Names& run,
                        const Names& others) {
  if (value.empty() || contains(run, value) || contains(others, value)) return {};
  Names all = run;
  all.insert(all.end(), others.begin(), others.end());
  // Users of KQL call it so; rules do not.
  const std::string hint = value == "kql" || value == "KQL"
                               ? "did you mean kuery?"
                               : text::suggestion(value, all, std::string(what) + "s are: " + joined(all));
  return fail("there is no " + std::string(what) + " " + quoted(value), hint);
}

void check_severity(const config::Node& rule, Errors& warnings) {
  const config::Node* const severity = rule.find("severity");
  if (severity == nullptr || contains(severities(), rule.text("severity"))) return;
  warnings.emplace_back(
      "there is no severity " + quoted(rule.text("severity")),
      text::suggestion(rule.text("severity"), severities(), "severities are: " + joined(severities())));
}

void check_risk_score(const config::Node& rule, Errors& warnings) {
  const config::Node* const score = rule.find("risk_score");
  if (score == nullptr) return;
  const bool whole = score->is(Kind::kInteger) && score->integer >= 0 && score->integer <= 100;
  const bool fraction = score->is(Kind::kNumber) && score->number >= 0 && score->number <= 100;
  if (!whole && !fraction) warnings.emplace_back("the risk_score is not a number from 0 to 100");
}

}  // namespace

const Names& run_types() {
  static const Names names{"new_terms", "query", "threshold"};
  return names;
}

const Names& other_types() {
  static const Names names{"eql", "esql", "machine_learning", "saved_query", "threat_match"};
  return names;
}

const Names& other_languages() {
  static const Names names{"eql", "esql", "lucene"};
  return names;
}

const Names& severities() {
  static const Names names{"low", "medium", "high", "critical"};
  return names;
}

const Names& maturities() {
  static const Names names{"production", "development", "experimental", "beta", "deprecated"};
  return names;
}

Result<void> check_schema(const config::Node& rule, Errors& warnings) {
  for (const auto& [name, value] : rule.members) {
    if (auto checked = check_key(name, rule, warnings); !checked) return checked;
  }
  for (const DecidingKey& key : kDecidingKeys) {
    if (auto checked = check_kind(key, rule); !checked) return checked;
  }
  if (auto checked = check_name("type", rule.text("type"), run_types(), other_types()); !checked)
    return checked;
  if (auto checked = check_name("language", rule.text("language"), {"kuery"}, other_languages()); !checked)
    return checked;
  check_severity(rule, warnings);
  check_risk_score(rule, warnings);
  return {};
}

}  // namespace firstseen::rules
