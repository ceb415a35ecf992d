// Selects rules by what their files say of them.
#include <algorithm>
#include <map>
#include <optional>

#include "firstseen/rule.h"
#include "rules/rule_schema.h"
#include "text/ascii.h"
#include "text/phrases.h"
#include "text/similar.h"
#include "text/wildcard.h"

namespace firstseen {
namespace {

using Names = std::vector<std::string_view>;
using Condition = RuleSelection::Condition;

void add(const Threat::Reference& reference, std::vector<std::string>& values) {
  values.push_back(reference.id);
  values.push_back(reference.name);
}

std::vector<std::string> tactics_of(const Rule& rule) {
  std::vector<std::string> values;
  for (const Threat& threat : rule.threats) add(threat.tactic, values);
  return values;
}

std::vector<std::string> techniques_of(const Rule& rule) {
  std::vector<std::string> values;
  for (const Threat& threat : rule.threats) {
    for (const auto& technique : threat.techniques) add(technique, values);
    for (const auto& technique : threat.subtechniques) add(technique, values);
  }
  return values;
}

// A key of a selection.
struct Key {
  std::string_view name;
  std::vector<std::string> (*values)(const Rule& rule);
  const Names& (*possible)() = nullptr;  // null: any text
};

const std::vector<Key>& keys() {
  using Values = std::vector<std::string>;
  static const std::vector<Key> rows{
      {"type", [](const Rule& rule) { return Values{std::string(to_string(rule.type))}; }, rules::run_types},
      {"severity", [](const Rule& rule) { return Values{rule.severity}; }, rules::severities},
      {"tag", [](const Rule& rule) { return rule.tags; }},
      {"tactic", tactics_of},
      {"technique", techniques_of},
      {"id", [](const Rule& rule) { return Values{rule.id}; }},
      {"name", [](const Rule& rule) { return Values{rule.name}; }},
      {"maturity", [](const Rule& rule) { return Values{rule.maturity}; }, rules::maturities},
  };
  return rows;
}

const Key* find_key(std::string_view name) {
  const auto found =
      std::find_if(keys().begin(), keys().end(), [&](const Key& key) { return key.name == name; });
  return found == keys().end() ? nullptr : &*found;
}

Result<void> check(const Condition& condition) {
  const Key* const key = find_key(condition.key);
  if (key == nullptr) {
    const Names& names = rule_selection_keys();
    return fail("rules are not selected by " + condition.key,
                text::suggestion(condition.key, names, "but by: " + text::listed(names)));
  }
  if (key->possible == nullptr) return {};
  const Names& possible = key->possible();
  const std::string value = text::lowered(condition.value);
  if (std::find(possible.begin(), possible.end(), value) != possible.end()) return {};
  return fail("no rule has the " + condition.key + " " + condition.value,
              text::suggestion(value, possible, "it is one of: " + text::listed(possible)));
}

bool holds(const Condition& condition, const Rule& rule) {
  const text::Wildcard pattern = text::Wildcard::from_dsl(condition.value, true);
  const std::vector<std::string> values = find_key(condition.key)->values(rule);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return !value.empty() && pattern.matches(value); });
}

bool is_selected(const Rule& rule, const RuleSelection& selection) {
  std::map<std::string_view, bool> only;
  for (const Condition& condition : selection.only) only[condition.key] |= holds(condition, rule);
  return std::all_of(only.begin(), only.end(), [](const auto& key) { return key.second; }) &&
         std::none_of(selection.not_.begin(), selection.not_.end(),
                      [&](const Condition& condition) { return holds(condition, rule); });
}

// Returns a warning if the condition holds for no rule. It names a similar value that a rule has.
std::optional<Error> idle(const Condition& condition, const std::vector<Rule>& rules) {
  const auto held = [&](const Rule& rule) { return holds(condition, rule); };
  if (find_key(condition.key) == nullptr || std::any_of(rules.begin(), rules.end(), held))
    return std::nullopt;
  std::vector<std::string> values;
  for (const Rule& rule : rules) {
    for (std::string& value : find_key(condition.key)->values(rule)) values.push_back(std::move(value));
  }
  const Names names(values.begin(), values.end());
  return Error("none of the rules has the " + condition.key + " " + condition.value,
               text::suggestion(condition.value, names, ""));
}

}  // namespace

const Names& rule_selection_keys() {
  static const Names names = [] {
    Names all;
    for (const Key& key : keys()) all.push_back(key.name);
    return all;
  }();
  return names;
}

Result<std::vector<Rule>> select_rules(const std::vector<Rule>& rules, const RuleSelection& selection) {
  for (const auto* const conditions : {&selection.only, &selection.not_}) {
    for (const Condition& condition : *conditions) {
      if (auto checked = check(condition); !checked) return fail(checked.error());
    }
  }
  std::vector<Rule> selected;
  for (const Rule& rule : rules) {
    if (is_selected(rule, selection)) selected.push_back(rule);
  }
  if (selected.empty() && !rules.empty()) {
    const Errors idle = idle_conditions(rules, {selection.only, {}});
    const Error first = idle.empty() ? Error("") : idle.front();
    return fail("none of " + text::counted(rules.size(), "rule") + " is selected",
                first.hint.empty() ? first.message : first.hint);
  }
  return selected;
}

Errors idle_conditions(const std::vector<Rule>& rules, const RuleSelection& selection) {
  Errors warnings;
  for (const auto* const conditions : {&selection.only, &selection.not_}) {
    for (const Condition& condition : *conditions) {
      if (auto warning = idle(condition, rules)) warnings.push_back(std::move(*warning));
    }
  }
  return warnings;
}

}  // namespace firstseen
