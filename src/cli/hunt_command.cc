#include "cli/hunt_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/exit_status.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "output/output_guard.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kShownRuleWarnings = 5;  // more are only counted

int write_all_findings(const HuntOrder& order, const HuntResult& result) {
  if (order.outputs.empty()) {
    const output::Style style{wants_colour(STDOUT_FILENO), columns(STDOUT_FILENO)};
    return write_output(
        "-", [&](const LineSink& sink) { output::write_findings(result, *order.format, style, sink); });
  }
  int status = kDone;
  for (const OutputFile& output : order.outputs) {
    status = std::max(status, write_output(output.path, [&](const LineSink& sink) {
                        output::write_findings(result, *output.format, {}, sink);
                      }));
  }
  return status;
}

std::vector<output::PlannedOutput> planned_outputs(const Options& options, const HuntOrder& order) {
  std::vector<output::PlannedOutput> outputs;
  for (const OutputFile& file : order.outputs) {
    outputs.push_back({"-o", "-o ndjson=findings.ndjson", file.path, file.format->kind, file.format->marker});
  }
  if (!options.rejects.empty())
    outputs.push_back({"--rejects", "--rejects rejects.txt", options.rejects, "a file of rejects", ""});
  if (!options.summary_json.empty()) {
    outputs.push_back({"--summary-json", "--summary-json summary.json", options.summary_json, "a summary",
                       output::kSummaryMarker});
  }
  return outputs;
}

void say_rule_warnings(const std::vector<Error>& warnings) {
  if (warnings.size() > kShownRuleWarnings) {
    say("firstseen: warning: " + std::to_string(warnings.size()) +
        " about the rules: `firstseen rules check` shows them\n");
    return;
  }
  for (const Error& warning : warnings) say("firstseen: warning: " + to_text(warning) + "\n");
}

int write_summary(const std::string& path, const HuntResult& result, const output::RunFigures& figures) {
  if (path.empty()) return kDone;
  return write_output(path, [&](const LineSink& sink) { sink(output::to_summary_json(result, figures)); });
}

// For --strict.
bool has_errors(const Ledger& ledger) {
  return ledger.malformed + ledger.rejects() > 0;
}

int status_of(const Options& options, const HuntResult& result) {
  int status = read_status(result);
  if (options.exit_code && !result.findings.empty()) status = std::max<int>(status, kFound);
  if (options.strict && has_errors(result.ledger)) status = std::max<int>(status, kIncomplete);
  return status;
}

}  // namespace

int hunt_command(const Options& options) {
  auto order = resolve_hunt(options);
  if (!order) return refuse(order.error());
  say_passed_over(order->rule_notes);
  if (auto checked = check_outputs(options, planned_outputs(options, *order)); !checked)
    return refuse(checked.error());
  std::optional<output::Output> rejects;
  if (!options.rejects.empty()) {
    auto opened = output::Output::open(options.rejects);
    if (!opened) return refuse(opened.error());
    rejects.emplace(std::move(*opened));
    order->request.reject_sink = [&](std::string_view text) { return rejects->write(text); };
  }
  output::RunFigures figures;
  std::optional<Result<HuntResult, Errors>> outcome;
  run_monitored(options, figures,
                [&](ReadMonitor& monitor) { outcome = run_hunt(order->request, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  const HuntResult& result = **outcome;
  say_passed_over(result.skipped_rules);
  int status = status_of(options, result);
  if (rejects && !result.rejects_lost) status = std::max(status, write_status(rejects->finish()));
  status = std::max(status, write_all_findings(*order, result));
  say_rule_warnings(result.warnings);
  say(output::to_warnings_text(result));
  say_ending(result);
  if (!options.quiet) say(output::to_summary_text(result, figures));
  return std::max(status, write_summary(options.summary_json, result, figures));
}

}  // namespace firstseen::cli
