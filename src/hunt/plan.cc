#include "hunt/plan.h"

#include <algorithm>
#include <utility>

#include "pass/pass.h"
#include "sources/mapping_file.h"

namespace firstseen::hunt {
namespace {

// Sets the window of each rule: that of the request, of the rule, or the default. Only new-terms
// rules have one.
std::vector<Rule> with_window(std::vector<Rule> rules, const std::optional<Seconds>& window) {
  for (Rule& rule : rules) {
    if (rule.type != RuleType::kNewTerms) {
      rule.window = kForever;
    } else if (window) {
      rule.window = *window;
    } else if (rule.window == 0) {
      rule.window = kDefaultWindow;
    }
  }
  return rules;
}

// Checks the interval. An execution looks back one window from its end, so it cannot start earlier.
Result<void> check_interval(const HuntRequest& request, const std::vector<Rule>& rules) {
  if (!request.from && !request.to) return {};
  if (!request.from || !request.to)
    return fail(
        about_member(request.from ? "from" : "to", "an interval has two ends", "give both from and to"));
  if (*request.to < *request.from) return fail(about_member("from", "the interval ends before it begins"));
  for (const Rule& rule : rules) {
    if (rule.window == kForever || *request.from >= request.to->plus(-rule.window)) continue;
    return fail(about_member(
        "from", "the interval is longer than the history window of " + rule.name,
        "the window is " + duration_to_string(rule.window) + "; widen it, or begin the interval later"));
  }
  return {};
}

Result<void> check_windows(const HuntRequest& request) {
  if (request.windows.empty()) return {};
  if (request.window)
    return fail(about_member("windows", "there is a window beside several", "give one of them"));
  if (request.from || request.to)
    return fail(about_member("windows", "an execution of the rules has one window", "leave out from and to"));
  const auto is_no_step = [](Seconds a, Seconds b) { return a >= b; };
  if (request.windows.front() <= 0 ||
      std::adjacent_find(request.windows.begin(), request.windows.end(), is_no_step) != request.windows.end())
    return fail(about_member("windows", "the windows do not ascend"));
  return {};
}

Result<rules::RuleSet, Errors> compile(const HuntRequest& request) {
  if (auto checked = check_windows(request); !checked) return fail(Errors{checked.error()});
  const auto window = request.windows.empty() ? request.window : std::optional(request.windows.front());
  const std::vector<Rule> all = with_window(request.rules, window);
  if (auto checked = check_interval(request, all); !checked) return fail(Errors{checked.error()});
  rules::RuleSetOptions options;
  options.internal_networks = request.internal_networks;
  options.exclude = request.exclude;
  options.skip_bad_rules = request.skip_bad_rules;
  options.null_terms = request.null_terms;
  options.suggest_fields = all.size() == 1;
  return rules::compile_rules(all, options);
}

}  // namespace

Result<std::unique_ptr<const Plan>, Errors> make_plan(const HuntRequest& request) {
  auto compiled = compile(request);
  if (!compiled) return fail(compiled.error());
  auto tables = pass::tables_for(request);
  if (!tables) return fail(Errors{tables.error()});
  for (Error& warning : sources::unknown_fields(request.mappings))
    compiled->warnings.push_back(std::move(warning));
  sources::NormalizerOptions options = pass::normalizer_options(request);
  if (!request.timestamp_field.empty()) {
    if (event::field_type(request.timestamp_field) != event::FieldType::kDate) {
      return fail(
          Errors{about_member("timestamp_field", request.timestamp_field + " is not a date field of ECS",
                              "name a field such as event.ingested or event.created")});
    }
    options.timestamp_field = compiled->fields.add(request.timestamp_field);
  }
  options.module = compiled->fields.add("event.module");
  auto rules = std::make_shared<const rules::RuleSet>(std::move(*compiled));
  sources::Normalizer normalizer(std::move(*tables), rules->fields, rules->needed, options);
  auto plan = std::make_unique<Plan>(
      Plan{std::move(rules), std::move(normalizer), nullptr, request.from, request.to});
  if (request.prefilter) {
    // The plan is on the heap, so the reference stays valid when the pointer is returned.
    plan->prefilter =
        std::make_unique<prefilter::Prefilter>([&plan = *plan, strict_ecs = request.strict_ecs] {
          return requirements_of(*plan.rules, plan.normalizer.tables(), strict_ecs);
        });
  }
  return plan;
}

history::Division division_of(const rules::CompiledRule& rule, const std::optional<Timestamp>& from) {
  return {rule.rule.window, from};
}

std::vector<prefilter::RuleRequirement> requirements_of(const rules::RuleSet& rules,
                                                        const std::vector<sources::SourceTable>& tables,
                                                        bool strict_ecs) {
  prefilter::Preimages preimages(tables, rules.fields, strict_ecs);
  std::vector<prefilter::RuleRequirement> all;
  for (const rules::CompiledRule& rule : rules.rules)
    all.push_back(prefilter::requirement_of(rule.rule.name, rule.tree, preimages, rules.fields));
  return all;
}

}  // namespace firstseen::hunt
