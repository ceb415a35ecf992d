#include "firstseen/hunt.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "hunt/findings.h"
#include "hunt/worker.h"
#include "input/file_list.h"
#include "sources/tables.h"

namespace firstseen {
namespace {

constexpr auto kTick = std::chrono::milliseconds(100);
constexpr unsigned kMaxThreads = 256;

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

Result<void> check_source(const std::string& name, const std::vector<SourceTable>& tables) {
  if (name.empty()) return {};
  std::string known;
  for (const SourceTable& table : tables) {
    if (table.source == name) return {};
    if (known.find(table.source) == std::string::npos) known += (known.empty() ? "" : ", ") + table.source;
  }
  return fail("there is no source named " + name, "sources are: " + known);
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

Result<HuntPlan> make_plan(const HuntRequest& request, std::vector<Error>* rule_errors) {
  const std::vector<Rule> with_windows = with_window(request.rules, request.window);
  if (auto checked = check_interval(request, with_windows); !checked) return fail(checked.error());
  RuleSetOptions rule_options;
  rule_options.internal_networks = request.internal_networks;
  rule_options.exclude_file = request.exclude_file;
  rule_options.skip_bad_rules = request.skip_bad_rules;
  rule_options.suggest_fields = with_windows.size() == 1;
  auto rules = compile_rules(with_windows, rule_options, rule_errors);
  if (!rules) return fail(rules.error());
  std::vector<SourceTable> tables = builtin_tables();
  if (auto checked = check_source(request.source, tables); !checked) return fail(checked.error());
  NormalizerOptions options;
  options.only_source = request.source;
  options.strict_ecs = request.strict_ecs;
  if (!request.timestamp_field.empty()) {
    if (field_type(request.timestamp_field) != FieldType::kDate) {
      return fail("--timestamp-field " + request.timestamp_field + " is not a date field of ECS",
                  "name a field such as event.ingested or event.created");
    }
    options.timestamp_field = rules->fields.add(request.timestamp_field);
  }
  Normalizer normalizer(std::move(tables), rules->fields, rules->needed, options);
  return HuntPlan{std::move(*rules), std::move(normalizer), request.max_text_bytes, request.from, request.to};
}

// Runs the workers and lets the monitor tick until all of them are done.
class Crew {
 public:
  Crew(const HuntPlan& plan, Input& input, std::size_t files, unsigned threads) : input_(input) {
    for (unsigned i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(plan, files));
  }

  // False when the monitor said stop.
  bool run(HuntMonitor* monitor) {
    std::vector<std::thread> threads;
    for (const auto& worker : workers_) {
      threads.emplace_back([this, &worker] {
        worker->run(input_, matches_);
        const std::lock_guard lock(mutex_);
        ++finished_;
        done_.notify_one();
      });
    }
    const bool kept_on = watch(monitor);
    for (std::thread& thread : threads) thread.join();
    return kept_on;
  }

  Harvest harvest() {
    Harvest merged = std::move(workers_.front()->harvest());
    for (std::size_t i = 1; i < workers_.size(); ++i) merged.merge(std::move(workers_[i]->harvest()));
    return merged;
  }

 private:
  bool watch(HuntMonitor* monitor) {
    bool kept_on = true;
    std::unique_lock lock(mutex_);
    while (!done_.wait_for(lock, kTick, [&] { return finished_ == workers_.size(); })) {
      if (monitor == nullptr || !kept_on) continue;
      lock.unlock();
      kept_on = monitor->tick({input_.bytes_consumed(), input_.bytes_total(), matches_.load()});
      if (!kept_on) input_.stop();
      lock.lock();
    }
    return kept_on;
  }

  Input& input_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::atomic<std::uint64_t> matches_{0};
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t finished_ = 0;
};

void report_files(const std::vector<FileReport>& files, const Harvest& harvest, HuntResult& result) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].opened) ++result.files;
    if (files[i].error) result.unread.push_back({files[i].path, files[i].error->message});
    if (harvest.has_texts[i] && !harvest.recognised[i]) result.unrecognised.push_back(files[i].path);
  }
}

void report_malformed(const std::vector<FileReport>& files, const LineNumbers& lines, const Harvest& harvest,
                      HuntResult& result) {
  for (const Malformed& problem : harvest.malformed) {
    result.malformed.push_back({files[problem.origin.file].path, lines.line_of(problem.origin),
                                problem.origin.offset, std::string(problem.reason)});
  }
}

HuntResult report(const HuntPlan& plan, const HuntRequest& request, Harvest harvest, const Input& input) {
  const std::vector<FileReport>& files = input.reports();
  HuntResult result;
  result.ledger = harvest.ledger;
  harvest.coverage.settle(files);
  result.covered_from = request.covered_from ? request.covered_from : harvest.coverage.from();
  result.covered_to = harvest.coverage.to();
  const LineNumbers lines(std::move(harvest.block_lines));
  result.findings = collect_findings(plan.rules, harvest.histories, lines, files,
                                     {request.since, result.covered_from, request.from, request.to});
  for (const History& history : harvest.histories) result.terms += history.terms().size();
  report_files(files, harvest, result);
  report_malformed(files, lines, harvest, result);
  result.bytes = input.bytes_consumed();
  result.warnings = plan.rules.warnings;
  for (std::size_t i = 0; i < harvest.excluded.size(); ++i) {
    result.excluded.emplace_back(plan.rules.exclusions.lines()[i], harvest.excluded[i]);
  }
  return result;
}

}  // namespace

Result<HuntResult> hunt(const HuntRequest& request, HuntMonitor* monitor, std::vector<Error>* rule_errors) {
  const auto plan = make_plan(request, rule_errors);
  if (!plan) return fail(plan.error());
  FileList list = list_files(request.inputs);
  const std::size_t files = list.files.size();
  Input input(std::move(list.files), {request.block_bytes, request.max_text_bytes});
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned threads = std::min(request.threads == 0 ? cores : request.threads, kMaxThreads);
  Crew crew(*plan, input, files, threads);
  const bool finished = crew.run(monitor);
  HuntResult result = report(*plan, request, crew.harvest(), input);
  for (const auto& [path, reason] : list.unreadable) result.unread.push_back({path, reason});
  for (const auto& [path, reason] : list.passed_over) result.passed_over.push_back({path, reason});
  result.threads = threads;
  result.interrupted = !finished;
  return result;
}

}  // namespace firstseen
