#include "cli/commands/normalize_command.h"

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/normalize.h"
#include "output/warnings.h"

namespace firstseen::cli::commands {
namespace {

// The output has no marker: ECS documents begin in many ways.
std::vector<output::PlannedOutput> planned_outputs(const Options& options) {
  const bool named = !options.output.empty();
  return {{named ? "-o" : "", "-o events.ndjson", named ? options.output : "-", "a file of events", ""}};
}

}  // namespace

int normalize_command(const Options& options) {
  auto order = resolve_normalization(options);
  if (!order) return refuse(order.error());
  say_passed_over(order->rule_notes);
  auto files = Outputs::open(options, planned_outputs(options));
  if (!files) return refuse(files.error());
  order->request.skipped = files->identities();
  output::RunFigures figures;
  std::optional<Result<ReadReport, Errors>> outcome;
  run_monitored(options, figures, [&](ReadMonitor& monitor) {
    outcome = run_normalization(order->request, files->sink(0), &monitor);
  });
  if (!*outcome) return refuse(outcome->error());
  ReadReport& report = **outcome;
  note_interruption(report, "while the events were written");
  int status = read_status(report);
  status = std::max(status, files->close(0, ended_early(status)));
  if (files->pipe_closed()) return kDone;
  figures.complete = status == kDone;
  say_rule_warnings(check_command(options), report);
  say_lines(output::to_warnings_text(report));
  say_ending(report);
  if (!options.quiet) say(output::to_summary_text(report, figures));
  return status;
}

}  // namespace firstseen::cli::commands
