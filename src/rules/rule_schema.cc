#include "rules/rule_schema.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::rules {
namespace {

using Kind = config::Node::Kind;
using Names = std::vector<std::string_view>;

enum class Shape : std::uint8_t { kAny, kText, kTexts, kTextOrTexts, kTable, kTables };

struct Key {
  std::string_view name;
  Shape shape = Shape::kAny;
  bool decides = false;  // which records match, or what is counted
};

struct Schema {
  std::string_view place;  // `the rule's threshold`
  std::string_view noun;   // `threshold`
  std::vector<Key> keys;
};

constexpr bool kDecides = true;

const Schema& rule_schema() {
  static const Schema schema{"the rule",
                             "rule",
                             {
                                 {"rule_id", Shape::kText, kDecides},
                                 {"type", Shape::kText, kDecides},
                                 {"language", Shape::kText, kDecides},
                                 {"query", Shape::kText, kDecides},
                                 {"filters", Shape::kTables, kDecides},
                                 {"exceptions_list", Shape::kTables, kDecides},
                                 {"new_terms", Shape::kTable, kDecides},
                                 {"new_terms_fields", Shape::kTexts, kDecides},
                                 {"history_window_start", Shape::kText, kDecides},
                                 {"threshold", Shape::kTable, kDecides},
                                 {"name", Shape::kText},
                                 {"description", Shape::kText},
                                 {"severity", Shape::kText},
                                 {"index", Shape::kTexts},
                                 {"tags", Shape::kTexts},
                                 {"threat", Shape::kTables},
                                 {"from", Shape::kText},
                                 {"interval", Shape::kText},
                                 {"timestamp_override", Shape::kText},
                                 {"actions"},
                                 {"alert_suppression"},
                                 {"alias_purpose"},
                                 {"alias_target_id"},
                                 {"anomaly_threshold"},
                                 {"author"},
                                 {"building_block_type"},
                                 {"concurrent_searches"},
                                 {"created_at"},
                                 {"created_by"},
                                 {"data_view_id"},
                                 {"enabled"},
                                 {"event_category_override"},
                                 {"execution_summary"},
                                 {"false_positives"},
                                 {"id"},
                                 {"immutable"},
                                 {"investigation_fields"},
                                 {"items_per_search"},
                                 {"last_failure_at"},
                                 {"last_failure_message"},
                                 {"last_success_at"},
                                 {"last_success_message"},
                                 {"license"},
                                 {"machine_learning_job_id"},
                                 {"max_signals"},
                                 {"meta"},
                                 {"namespace"},
                                 {"note"},
                                 {"outcome"},
                                 {"output_index"},
                                 {"references"},
                                 {"related_integrations"},
                                 {"required_fields"},
                                 {"response_actions"},
                                 {"revision"},
                                 {"risk_score"},
                                 {"risk_score_mapping"},
                                 {"rule_name_override"},
                                 {"rule_source"},
                                 {"saved_id"},
                                 {"setup"},
                                 {"severity_mapping"},
                                 {"status"},
                                 {"status_date"},
                                 {"threat_filters"},
                                 {"threat_index"},
                                 {"threat_indicator_path"},
                                 {"threat_language"},
                                 {"threat_mapping"},
                                 {"threat_mappings"},
                                 {"threat_query"},
                                 {"throttle"},
                                 {"tiebreaker_field"},
                                 {"timeline_id"},
                                 {"timeline_title"},
                                 {"timestamp_field"},
                                 {"timestamp_override_fallback_disabled"},
                                 {"to"},
                                 {"updated_at"},
                                 {"updated_by"},
                                 {"version"},
                             }};
  return schema;
}

const Schema& new_terms_schema() {
  static const Schema schema{"the rule's new_terms",
                             "new_terms",
                             {{"field", Shape::kText},
                              {"value", Shape::kTexts, kDecides},
                              {"history_window_start", Shape::kTables, kDecides}}};
  return schema;
}

const Schema& window_schema() {
  static const Schema schema{"the rule's history_window_start",
                             "history_window_start",
                             {{"field", Shape::kText}, {"value", Shape::kText, kDecides}}};
  return schema;
}

const Schema& threshold_schema() {
  static const Schema schema{"the rule's threshold",
                             "threshold",
                             {{"field", Shape::kTextOrTexts, kDecides},
                              {"value", Shape::kAny, kDecides},
                              {"cardinality", Shape::kAny, kDecides}}};
  return schema;
}

const Schema& cardinality_schema() {
  static const Schema schema{"the threshold's cardinality",
                             "cardinality",
                             {{"field", Shape::kText, kDecides}, {"value", Shape::kAny, kDecides}}};
  return schema;
}

const Schema& file_schema() {
  static const Schema schema{"the file", "rule file", {{"metadata", Shape::kTable}, {"rule"}, {"transform"}}};
  return schema;
}

const Schema& metadata_schema() {
  static const Schema schema{"the metadata",
                             "metadata",
                             {
                                 {"maturity", Shape::kText},
                                 {"beats_version"},
                                 {"bypass_bbr_timing"},
                                 {"comments"},
                                 {"creation_date"},
                                 {"deprecated_reason"},
                                 {"deprecation_date"},
                                 {"ecs_version"},
                                 {"endgame_version"},
                                 {"extended"},
                                 {"integration"},
                                 {"min_stack_comments"},
                                 {"min_stack_version"},
                                 {"os_type_list"},
                                 {"promotion"},
                                 {"query_schema_validation"},
                                 {"related_endpoint_rules"},
                                 {"updated_date"},
                             }};
  return schema;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view shape_name(Shape shape) {
  switch (shape) {
    case Shape::kText: return "a string";
    case Shape::kTexts: return "a list of strings";
    case Shape::kTextOrTexts: return "a string or a list of strings";
    case Shape::kTable: return "a table";
    case Shape::kTables: return "a list of tables";
    case Shape::kAny: break;
  }
  return "a value";
}

bool is_list_of(const config::Node& value, Kind kind) {
  return value.is(Kind::kArray) && std::all_of(value.items.begin(), value.items.end(),
                                               [&](const config::Node& item) { return item.is(kind); });
}

bool has_shape(const config::Node& value, Shape shape) {
  if (value.is(Kind::kNull)) return true;
  switch (shape) {
    case Shape::kText: return value.is(Kind::kString);
    case Shape::kTexts: return is_list_of(value, Kind::kString);
    case Shape::kTextOrTexts: return value.is(Kind::kString) || is_list_of(value, Kind::kString);
    case Shape::kTable: return value.is(Kind::kObject);
    case Shape::kTables: return is_list_of(value, Kind::kObject);
    case Shape::kAny: break;
  }
  return true;
}

const Key* find_key(const Schema& schema, std::string_view name) {
  const auto found =
      std::find_if(schema.keys.begin(), schema.keys.end(), [&](const Key& key) { return key.name == name; });
  return found == schema.keys.end() ? nullptr : &*found;
}

// Checks a key that the schema does not have. It is an error if it is likely a key that decides.
Result<void> check_unknown(std::string_view name, const config::Node& table, const Schema& schema,
                           Errors& warnings) {
  Names names;
  for (const Key& key : schema.keys) names.push_back(key.name);
  const auto similar = text::similar_name(name, names);
  Error error(std::string(schema.place) + " has the key " + quoted(name) + ", which no " +
                  std::string(schema.noun) + " has",
              similar ? "did you mean " + quoted(*similar) + "?" : "it is not read");
  if (similar && table.find(*similar) == nullptr && find_key(schema, *similar)->decides)
    return fail(std::move(error));
  warnings.push_back(std::move(error));
  return {};
}

Result<void> check_table(const config::Node& table, const Schema& schema, Errors& warnings) {
  for (const auto& [name, value] : table.members) {
    const Key* const key = find_key(schema, name);
    if (key == nullptr) {
      if (auto checked = check_unknown(name, table, schema, warnings); !checked) return checked;
    } else if (!has_shape(value, key->shape)) {
      Error error(std::string(schema.place) +
                  (schema.place.find('\'') == std::string_view::npos ? "'s " : ": ") + name + " is not " +
                  std::string(shape_name(key->shape)));
      if (key->decides) return fail(std::move(error));
      warnings.push_back(std::move(error));
    }
  }
  return {};
}

// Checks a member that is a table, or each table of one that is a list.
Result<void> check_member(const config::Node& table, std::string_view name, const Schema& schema,
                          Errors& warnings) {
  const config::Node* const member = table.find(name);
  if (member == nullptr) return {};
  for (const config::Node& item : member->items) {
    if (auto checked = check_table(item, schema, warnings); !checked) return checked;
  }
  return check_table(*member, schema, warnings);
}

// Checks the tables in a rule.
Result<void> check_inner_tables(const config::Node& rule, Errors& warnings) {
  for (const auto& [name, inner_name, schema, inner] :
       {std::tuple{"new_terms", "history_window_start", &new_terms_schema(), &window_schema()},
        std::tuple{"threshold", "cardinality", &threshold_schema(), &cardinality_schema()}}) {
    if (auto checked = check_member(rule, name, *schema, warnings); !checked) return checked;
    const config::Node* const table = rule.find(name);
    if (table == nullptr) continue;
    if (auto checked = check_member(*table, inner_name, *inner, warnings); !checked) return checked;
  }
  return {};
}

// Warns of keys that make a rule of another type, which a query rule does not use.
void check_keys_of_query(const config::Node& rule, Errors& warnings) {
  if (rule.text("type") != "query") return;
  for (const auto& [key, type] :
       {std::pair{"new_terms", "new_terms"}, std::pair{"new_terms_fields", "new_terms"},
        std::pair{"history_window_start", "new_terms"}, std::pair{"threshold", "threshold"}}) {
    const config::Node* const value = rule.find(key);
    if (value == nullptr || value->is(Kind::kNull)) continue;
    warnings.emplace_back("a rule of the type query does not use its key " + quoted(key),
                          std::string("rules of the type ") + type + " do");
  }
}

// `what` is the key, `run` the values that are run, `others` those that are known.
Result<void> check_name(std::string_view what, std::string_view value, const Names& run,
                        const Names& others) {
  if (value.empty() || contains(run, value) || contains(others, value)) return {};
  Names all = run;
  all.insert(all.end(), others.begin(), others.end());
  // Users of KQL call it so; rules do not.
  const std::string hint =
      value == "kql" || value == "KQL"
          ? "did you mean kuery?"
          : text::suggestion(value, all, std::string(what) + "s are: " + text::listed(all));
  return fail("there is no " + std::string(what) + " " + quoted(value), hint);
}

void check_severity(const config::Node& rule, Errors& warnings) {
  const config::Node* const severity = rule.find("severity");
  if (severity == nullptr || contains(severities(), rule.text("severity"))) return;
  warnings.emplace_back(
      "there is no severity " + quoted(rule.text("severity")),
      text::suggestion(rule.text("severity"), severities(), "severities are: " + text::listed(severities())));
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
  static const Names names{"eql", "esql", "indicator", "machine_learning", "saved_query", "threat_match"};
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

Result<void> check_names(const config::Node& rule) {
  if (auto checked = check_name("type", rule.text("type"), run_types(), other_types()); !checked)
    return checked;
  return check_name("language", rule.text("language"), {"kuery"}, other_languages());
}

Result<void> check_schema(const config::Node& rule, Errors& warnings) {
  if (auto checked = check_table(rule, rule_schema(), warnings); !checked) return checked;
  if (auto checked = check_inner_tables(rule, warnings); !checked) return checked;
  check_keys_of_query(rule, warnings);
  if (rule.text("name").empty()) warnings.emplace_back("the rule has no name");
  check_severity(rule, warnings);
  check_risk_score(rule, warnings);
  return {};
}

void check_file_schema(const config::Node& file, Errors& warnings) {
  (void)check_table(file, file_schema(), warnings);
  const config::Node* const metadata = file.find("metadata");
  if (metadata == nullptr) return;
  (void)check_table(*metadata, metadata_schema(), warnings);
  const std::string_view maturity = metadata->text("maturity");
  if (maturity.empty() || contains(maturities(), maturity)) return;
  warnings.emplace_back(
      "there is no maturity " + quoted(maturity),
      text::suggestion(maturity, maturities(), "maturities are: " + text::listed(maturities())));
}

}  // namespace firstseen::rules
