#include "firstseen/hunt.h"

#include <functional>
#include <memory>

#include "hunt/blind_spots.h"
#include "hunt/findings.h"
#include "hunt/rule_prefilter.h"
#include "hunt/worker.h"
#include "pass/pass.h"

namespace firstseen {
namespace {

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

// One execution looks back a window from its end; it cannot start before that.
Result<void> check_interval(const HuntRequest& request, const std::vector<Rule>& rules) {
  if (!request.from && !request.to) return {};
  if (!request.from || !request.to)
    return fail("--from and --to go together", "give both ends of the interval");
  if (*request.to < *request.from) return fail("--from is later than --to");
  for (const Rule& rule : rules) {
    if (rule.window != kForever && *request.from < request.to->plus(-rule.window)) {
      return fail("--from is earlier than the history window of " + rule.name + " before --to",
                  "the window is " + duration_to_string(rule.window) + "; widen it with -w, or move --from");
    }
  }
  return {};
}

Result<std::unique_ptr<const hunt::HuntPlan>> make_plan(const HuntRequest& request,
                                                        std::vector<Error>* rule_errors) {
  const std::vector<Rule> with_windows = with_window(request.rules, request.window);
  if (auto checked = check_interval(request, with_windows); !checked) return fail(checked.error());
  rules::RuleSetOptions rule_options;
  rule_options.internal_networks = request.internal_networks;
  rule_options.exclude_file = request.exclude_file;
  rule_options.skip_bad_rules = request.skip_bad_rules;
  rule_options.suggest_fields = with_windows.size() == 1;
  auto rules = rules::compile_rules(with_windows, rule_options, rule_errors);
  if (!rules) return fail(rules.error());
  auto tables = pass::tables_for(request);
  if (!tables) return fail(tables.error());
  sources::NormalizerOptions options = pass::normalizer_options(request);
  if (!request.timestamp_field.empty()) {
    if (event::field_type(request.timestamp_field) != event::FieldType::kDate) {
      return fail("--timestamp-field " + request.timestamp_field + " is not a date field of ECS",
                  "name a field such as event.ingested or event.created");
    }
    options.timestamp_field = rules->fields.add(request.timestamp_field);
  }
  sources::Normalizer normalizer(std::move(*tables), rules->fields, rules->needed, options);
  auto plan = std::make_unique<hunt::HuntPlan>(hunt::HuntPlan{std::move(*rules), std::move(normalizer),
                                                              nullptr, request, request.from, request.to,
                                                              static_cast<bool>(request.reject_sink)});
  if (request.prefilter) {
    plan->prefilter =
        std::make_unique<prefilter::Prefilter>([&plan = *plan, strict_ecs = request.strict_ecs] {
          return hunt::requirements_of(plan.rules, plan.normalizer.tables(), strict_ecs);
        });
  }
  return plan;
}

struct Hunted {
  hunt::Harvest harvest;
  std::optional<Error> rejects_lost;
};

Hunted run_workers(const hunt::HuntPlan& plan, const HuntRequest& request, pass::Pass& pass,
                   ReadMonitor* monitor) {
  hunt::HuntBounds bounds{request.max_terms, request.max_errors};
  std::vector<std::unique_ptr<hunt::Worker>> workers;
  std::vector<std::function<void(input::Input&)>> work;
  for (unsigned i = 0; i < pass.threads(); ++i) {
    workers.push_back(std::make_unique<hunt::Worker>(plan));
    work.emplace_back([&pass, &bounds, worker = workers.back().get()](input::Input& input) {
      worker->run(input, pass, bounds);
    });
  }
  pass.run(work, monitor);
  Hunted hunted{workers.front()->take_harvest(), std::nullopt};
  std::vector<const pass::RejectSpool*> rejects{&workers.front()->rejects()};
  for (std::size_t i = 1; i < workers.size(); ++i) {
    hunted.harvest.merge(workers[i]->take_harvest());
    rejects.push_back(&workers[i]->rejects());
  }
  if (!request.reject_sink) return hunted;
  const auto written = pass::RejectSpool::write_all(rejects, request.reject_sink);
  if (!written) hunted.rejects_lost = written.error();
  return hunted;
}

HuntResult report(const hunt::HuntPlan& plan, const HuntRequest& request, hunt::Harvest harvest,
                  const pass::Pass& pass) {
  const archive::FileReports& files = pass.file_reports();
  HuntResult result;
  const pass::LineNumbers lines(std::move(harvest.reading.block_lines));
  pass.report(harvest.reading, lines, result);
  harvest.coverage.settle(files);
  result.covered_from = request.covered_from ? request.covered_from : harvest.coverage.from();
  result.covered_to = harvest.coverage.to();
  result.findings = hunt::collect_findings(plan.rules, harvest.histories, lines, files,
                                           {request.since, result.covered_from, request.from, request.to});
  for (const history::History& history : harvest.histories) result.terms += history.terms().size();
  result.blind_spots = hunt::find_blind_spots(plan.rules, plan.normalizer, harvest.reading.tallies);
  if (plan.prefilter) result.prefilter_off = plan.prefilter->why_off();
  result.warnings = plan.rules.warnings;
  for (std::size_t i = 0; i < harvest.excluded.size(); ++i) {
    result.excluded.emplace_back(plan.rules.exclusions.lines()[i], harvest.excluded[i]);
  }
  return result;
}

}  // namespace

Result<HuntResult> run_hunt(const HuntRequest& request, ReadMonitor* monitor,
                            std::vector<Error>* rule_errors) {
  const auto made = make_plan(request, rule_errors);
  if (!made) return fail(made.error());
  const hunt::HuntPlan& plan = **made;
  pass::Pass pass(request);
  Hunted hunted = run_workers(plan, request, pass, monitor);
  HuntResult result = report(plan, request, std::move(hunted.harvest), pass);
  result.rejects_lost = hunted.rejects_lost.has_value();
  if (result.rejects_lost) result.stopped = hunted.rejects_lost->message;
  return result;
}

}  // namespace firstseen
