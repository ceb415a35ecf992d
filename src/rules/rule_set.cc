#include "rules/rule_set.h"

#include <algorithm>
#include <set>

namespace firstseen {
namespace {

constexpr std::size_t kMaxTermFields = 3;

void collect_slots(const kql::Predicate& tree, std::set<FieldSlot>& slots) {
  if (tree.kind == kql::PredicateKind::kTest) slots.insert(tree.slot);
  for (const kql::Predicate& child : tree.children) collect_slots(child, slots);
}

Error about(const Rule& rule, std::string message, std::string hint = {}) {
  Error error{std::move(message), std::move(hint)};
  error.spot.file = rule.file.empty() ? rule.name : rule.file;
  return error;
}

Result<std::vector<FieldSlot>> term_slots(const Rule& rule, FieldSet& fields) {
  if (rule.type == RuleType::kQuery) return std::vector<FieldSlot>{kHostName};
  if (rule.new_terms.empty() || rule.new_terms.size() > kMaxTermFields) {
    return fail(about(
        rule, "a new terms rule takes one to three fields, not " + std::to_string(rule.new_terms.size())));
  }
  std::vector<FieldSlot> slots;
  for (const std::string& name : rule.new_terms) {
    const auto slot = fields.add(name);
    if (!slot) return fail(about(rule, "the rules name too many different fields"));
    const FieldType type = fields[*slot].type;
    if (type == FieldType::kObject || type == FieldType::kText) {
      return fail(about(
          rule,
          "new terms are not counted over " + name + ", which is of type " + std::string(to_string(type)),
          "name a field with values of its own, such as destination.ip"));
    }
    slots.push_back(*slot);
  }
  return slots;
}

Result<CompiledRule> compile_rule(const Rule& rule, RuleSet& set, const RuleSetOptions& options) {
  kql::CompileOptions query_options;
  query_options.internal_networks = options.internal_networks;
  auto compiled = kql::compile(rule.query, set.fields, query_options, rule.file);
  if (!compiled) return fail(compiled.error());
  auto terms = term_slots(rule, set.fields);
  if (!terms) return fail(terms.error());
  CompiledRule out;
  out.rule = rule;
  out.tree = std::move(compiled->tree);
  out.program = std::move(compiled->program);
  out.terms = std::move(*terms);
  out.missing_term_counts = rule.type == RuleType::kQuery;
  std::move(compiled->warnings.begin(), compiled->warnings.end(), std::back_inserter(set.warnings));
  return out;
}

// Fields shown in a finding: each base field once, ordered by name, so that nested JSON can be written in one
// go.
std::vector<FieldSlot> shown_fields(const std::set<FieldSlot>& named, const FieldSet& fields) {
  std::set<FieldSlot> slots(named);
  for (FieldSlot slot = 0; slot < kCommonFieldCount; ++slot) slots.insert(slot);
  std::vector<FieldSlot> shown(slots.begin(), slots.end());
  std::erase_if(shown, [&](FieldSlot slot) { return fields[slot].scope == FieldScope::kPattern; });
  const auto base = [&](FieldSlot slot) -> const std::string& { return fields[slot].base; };
  std::stable_sort(shown.begin(), shown.end(), [&](FieldSlot a, FieldSlot b) { return base(a) < base(b); });
  shown.erase(
      std::unique(shown.begin(), shown.end(), [&](FieldSlot a, FieldSlot b) { return base(a) == base(b); }),
      shown.end());
  return shown;
}

}  // namespace

Result<RuleSet> compile_rules(const std::vector<Rule>& rules, const RuleSetOptions& options,
                              std::vector<Error>* all_errors) {
  RuleSet set;
  std::set<FieldSlot> needed{kTimestamp};
  std::optional<Error> first_error;
  for (const Rule& rule : rules) {
    auto compiled = compile_rule(rule, set, options);
    if (!compiled) {
      if (!first_error) first_error = compiled.error();
      if (all_errors != nullptr) all_errors->push_back(compiled.error());
      continue;
    }
    std::set<FieldSlot> named(compiled->terms.begin(), compiled->terms.end());
    collect_slots(compiled->tree, named);
    needed.insert(named.begin(), named.end());
    compiled->shown = shown_fields(named, set.fields);
    set.rules.push_back(std::move(*compiled));
  }
  if (first_error) return fail(*first_error);
  set.needed.assign(needed.begin(), needed.end());
  return set;
}

}  // namespace firstseen
