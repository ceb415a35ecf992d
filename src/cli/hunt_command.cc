#include "cli/hunt_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "input/file_list.h"
#include "output/output_guard.h"
#include "rules/loader.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kShownRuleWarnings = 5;

// Opens the output, lets `fill` write to it, and says what went wrong.
template <typename Fill>
int write_output(const std::string& path, const Fill& fill) {
  auto output = output::Output::open(path);
  if (!output) return write_status(fail(output.error()));
  fill([&](std::string_view text) { return output->write(text); });
  return write_status(output->finish());
}

int write_all_findings(const HuntOrder& order, const HuntResult& result) {
  if (order.outputs.empty()) {
    const output::Style style{wants_colour(STDOUT_FILENO), columns(STDOUT_FILENO)};
    return write_output(
        "-", [&](const TextSink& sink) { output::write_findings(result, *order.format, style, sink); });
  }
  int status = kDone;
  for (const OutputFile& output : order.outputs) {
    status = std::max(status, write_output(output.path, [&](const TextSink& sink) {
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

std::vector<std::string> files_read(const Options& options) {
  std::vector<std::string> files = input::list_files(options.inputs).files;
  const std::vector<std::string> rules = rules::list_rule_files(options.rules);
  files.insert(files.end(), rules.begin(), rules.end());
  files.insert(files.end(), options.mappings.begin(), options.mappings.end());
  if (!options.exclude.empty()) files.push_back(options.exclude);
  return files;
}

// Without outputs no directory need be searched.
Result<void> protect_evidence(const Options& options, const HuntOrder& order) {
  const std::vector<output::PlannedOutput> outputs = planned_outputs(options, order);
  if (outputs.empty()) return {};
  return output::check_outputs(outputs, files_read(options), options.overwrite);
}

void say_rule_warnings(const std::vector<Error>& warnings) {
  if (warnings.size() > kShownRuleWarnings) {
    say("firstseen: warning: " + std::to_string(warnings.size()) +
        " fields in the rules deserve a look: `firstseen rules check` shows them\n");
    return;
  }
  for (const Error& warning : warnings) say("firstseen: warning: " + to_text(warning) + "\n");
}

int write_summary(const std::string& path, const HuntOrder& order, const HuntResult& result,
                  const output::RunFigures& figures) {
  if (path.empty()) return kDone;
  return write_output(path, [&](const TextSink& sink) {
    sink(output::to_summary_json(result, order.request.rules, figures));
  });
}

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
  HuntOrder order;
  const auto resolved = resolve_hunt(options, order);
  say_passed_over(order.rule_notes);
  if (!resolved) return refuse(resolved.error(), order.rule_errors);
  if (auto checked = protect_evidence(options, order); !checked) return refuse(checked.error());
  std::optional<output::Output> rejects;
  if (!options.rejects.empty()) {
    auto opened = output::Output::open(options.rejects);
    if (!opened) return refuse(opened.error());
    rejects.emplace(std::move(*opened));
    order.request.reject_sink = [&](std::string_view text) { return rejects->write(text); };
  }
  output::RunFigures figures;
  std::optional<Result<HuntResult>> outcome;
  run_monitored(options, figures, [&](ReadMonitor& monitor) {
    outcome = run_hunt(order.request, &monitor, &order.rule_errors);
  });
  if (!*outcome) return refuse(outcome->error(), order.rule_errors);
  const HuntResult& result = **outcome;
  say_passed_over(order.rule_errors);
  int status = status_of(options, result);
  if (rejects && !result.rejects_lost) status = std::max(status, write_status(rejects->finish()));
  status = std::max(status, write_all_findings(order, result));
  say_rule_warnings(result.warnings);
  say(output::to_warnings_text(result));
  say_ending(result);
  if (!options.quiet) say(output::to_summary_text(result, figures));
  return std::max(status, write_summary(options.summary_json, order, result, figures));
}

}  // namespace firstseen::cli
