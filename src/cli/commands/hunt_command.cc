#include "cli/commands/hunt_command.h"

#include <unistd.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "cli/exit_status.h"
#include "cli/monitor.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "firstseen/partial.h"
#include "output/finding_formats.h"
#include "output/sink.h"
#include "output/warnings.h"
#include "output/wording.h"

namespace firstseen::cli::commands {
namespace {

// The outputs of a hunt, by their numbers in Outputs. Those of findings come first.
struct HuntOutputs {
  std::vector<output::PlannedOutput> planned;
  std::optional<std::size_t> rejects;
  std::optional<std::size_t> summary;
};

HuntOutputs plan_outputs(const Options& options, const HuntOrder& order) {
  HuntOutputs outputs;
  const std::string option = options.outputs.empty() ? "" : "-o";
  for (const OutputFile& file : order.outputs) {
    outputs.planned.push_back(
        {option, "-o ndjson=findings.ndjson", file.path, file.format->kind, file.format->marker});
  }
  if (!options.rejects.empty()) {
    outputs.rejects = outputs.planned.size();
    outputs.planned.push_back(
        {"--rejects", "--rejects rejects.txt", options.rejects, "a file of rejects", ""});
  }
  if (!options.summary_json.empty()) {
    outputs.summary = outputs.planned.size();
    outputs.planned.push_back({"--summary-json", "--summary-json summary.json", options.summary_json,
                               "a summary", output::kSummaryMarker});
  }
  return outputs;
}

// Keeps the value until the process ends, and does not free it then: for millions of terms that takes seconds.
template <typename Value>
Value& keep_until_exit(Value value) {
  static auto* const kept = new std::deque<Value>;
  return kept->emplace_back(std::move(value));
}

void write_findings(const Options& options, const HuntOrder& order, const HuntResult& result,
                    Outputs& files) {
  for (std::size_t i = 0; i < order.outputs.size(); ++i) {
    const bool screen = output::is_standard_output(order.outputs[i].path);
    const output::Style style =
        screen ? output::Style{wants_colour(options.color, STDOUT_FILENO), columns(STDOUT_FILENO)}
               : output::Style();
    output::write_findings(result, *order.outputs[i].format, style, files.sink(i),
                           [] { return !signal_pending(); });
  }
}

// Warns of times at which the inputs have nothing.
void say_times_outside(const Options& options, const HuntRequest& request, const HuntResult& result) {
  if (!result.covered_to || !result.covered_from) return;
  const auto warn = [](const std::string& what) { say("firstseen: warning: " + what + "\n"); };
  const std::string end = ", after the inputs end at " + result.covered_to->to_string() + ": ";
  const std::string begin = ", before the inputs begin at " + result.covered_from->to_string() + ": ";
  if (request.since && *request.since > *result.covered_to)
    warn("--since is " + options.since + end + output::counted(result.before_since, "finding") + " hidden");
  if (request.until && *request.until <= *result.covered_from)
    warn("--until is " + options.until + begin + output::counted(result.after_until, "finding") + " hidden");
  if (request.from && request.to &&
      (*request.from > *result.covered_to || *request.to < *result.covered_from))
    warn("nothing is between --from " + options.from + " and --to " + options.to + ": the inputs are from " +
         result.covered_from->to_string() + " to " + result.covered_to->to_string());
  if (request.covered_from && *request.covered_from > *result.covered_to) {
    warn("--covered-from is " + options.covered_from + end + "none of " +
         output::counted(result.findings.size(), "finding") + " has a full history");
  }
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
  const HuntOutputs outputs = plan_outputs(options, *order);
  auto files = Outputs::open(options, outputs.planned);
  if (!files) return refuse(files.error());
  order->request.skipped = files->identities();
  if (outputs.rejects) order->request.reject_sink = files->sink(*outputs.rejects);
  output::RunFigures figures;
  std::optional<Errors> errors;
  HuntResult* concluded = nullptr;
  run_monitored(options, figures, [&](ReadMonitor& monitor) {
    auto partial = gather(order->request, &monitor);
    if (!partial) {
      errors = partial.error();
      return;
    }
    concluded = &keep_until_exit(conclude(keep_until_exit(std::move(*partial)), order->request, &monitor));
  });
  if (errors) return refuse(*errors);
  HuntResult& result = *concluded;
  say_passed_over(result.skipped_rules);
  write_findings(options, *order, result, *files);
  note_interruption(result, "while the findings were written");
  int status = status_of(options, result);
  const bool early = ended_early(status);
  const std::size_t before_summary = outputs.summary.value_or(outputs.planned.size());
  for (std::size_t i = 0; i < before_summary; ++i) status = std::max(status, files->close(i, early));
  figures.complete = status <= kFound;
  if (outputs.summary) {
    files->sink (*outputs.summary)(output::to_summary_json(result, figures));
    status = std::max(status, files->close(*outputs.summary, ended_early(status)));
  }
  say_rule_warnings(check_command(options), result);
  say_times_outside(options, order->request, result);
  say_lines(output::to_warnings_text(result));
  say_ending(result);
  if (!options.quiet) say(output::to_summary_text(result, figures));
  return status;
}

}  // namespace firstseen::cli::commands
