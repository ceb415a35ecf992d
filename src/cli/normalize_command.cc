#include "cli/normalize_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/normalize.h"

namespace firstseen::cli {

int run_normalize(const NormalizeOptions& options) {
  NormalizeRequest request;
  fill_read_request(options, request);
  request.explain = options.explain;
  int written = kDone;
  bool closed = false;
  const TextSink sink = [&](std::string_view text) {
    const auto outcome = write_all(STDOUT_FILENO, text);
    written = write_status(outcome);
    closed = outcome && *outcome == WriteOutcome::kClosedPipe;
    return outcome && !closed;
  };
  RunFigures figures;
  std::optional<Result<ReadReport>> outcome;
  run_monitored(options, figures,
                [&](ReadMonitor& monitor) { outcome = normalize(request, sink, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  if (closed) return kDone;
  const ReadReport& report = **outcome;
  say(to_warnings_text(report));
  say_ending(report);
  if (!options.quiet) say(to_summary_text(report, figures));
  return std::max(read_status(report), written);
}

}  // namespace firstseen::cli
