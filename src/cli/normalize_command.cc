#include "cli/normalize_command.h"

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/normalize.h"

namespace firstseen::cli {
namespace {

// The output has no marker: ECS documents begin in many ways.
std::vector<output::PlannedOutput> planned_outputs(const Options& options) {
  if (options.output.empty()) return {};
  return {{"-o", "-o events.ndjson", options.output, "a file of events", ""}};
}

}  // namespace

int normalize_command(const Options& options) {
  const auto order = resolve_normalization(options);
  if (!order) return refuse(order.error());
  say_passed_over(order->rule_notes);
  if (auto checked = check_outputs(options, planned_outputs(options)); !checked)
    return refuse(checked.error());
  auto output = output::Output::open(options.output.empty() ? "-" : options.output);
  if (!output) return refuse(output.error());
  const LineSink sink = [&](std::string_view text) { return output->write(text); };
  output::RunFigures figures;
  std::optional<Result<ReadReport, Errors>> outcome;
  run_monitored(options, figures,
                [&](ReadMonitor& monitor) { outcome = run_normalization(order->request, sink, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  const auto written = output->finish();
  if (written && *written == output::WriteOutcome::kClosedPipe) return kDone;
  const ReadReport& report = **outcome;
  say(output::to_warnings_text(report));
  say_ending(report);
  if (!options.quiet) say(output::to_summary_text(report, figures));
  return std::max(read_status(report), write_status(written));
}

}  // namespace firstseen::cli
