#include "cli/normalize_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/normalize.h"

namespace firstseen::cli {

int normalize_command(const Options& options) {
  NormalizeRequest request;
  fill_read_request(options, request);
  request.explain = options.explain;
  auto output = output::Output::open("-");
  if (!output) return write_status(fail(output.error()));
  const TextSink sink = [&](std::string_view text) { return output->write(text); };
  output::RunFigures figures;
  std::optional<Result<ReadReport>> outcome;
  run_monitored(options, figures,
                [&](ReadMonitor& monitor) { outcome = run_normalization(request, sink, &monitor); });
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
