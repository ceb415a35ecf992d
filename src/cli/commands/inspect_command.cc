#include "cli/commands/inspect_command.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "cli/exit_status.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "firstseen/inspect.h"
#include "output/escape.h"
#include "output/inspection.h"
#include "output/source_tables.h"
#include "output/warnings.h"

namespace firstseen::cli::commands {
namespace {

bool wants_json(const Options& options) {
  return options.format == "json";
}

// Text for a terminal is wrapped to its width.
std::string for_screen(const Options& options, const std::string& text) {
  return options.output.empty() || output::is_standard_output(options.output)
             ? output::wrapped(text, columns(STDOUT_FILENO))
             : text;
}

std::string answer(const Options& options, const Inspection& inspection) {
  if (wants_json(options)) return output::to_inspection_json(inspection);
  const std::string text = output::to_inspection_text(inspection);
  return for_screen(options, options.mappings.empty() ? text : text + output::to_mapping_text(inspection));
}

std::vector<output::PlannedOutput> planned_outputs(const Options& options) {
  if (options.output.empty()) return {{"", "-o inspection.json", "-", "an inspection", ""}};
  return {{"-o", "-o inspection.json", options.output, "an inspection",
           wants_json(options) ? output::kInspectionMarker : ""}};
}

int print_tables(const Options& options) {
  if (!options.inputs.empty())
    return refuse(Error("--tables reads no input", "leave out " + options.inputs.front()));
  if (wants_json(options)) return refuse(Error("--tables prints text only", "leave out --format"));
  InspectRequest request;
  if (auto filled = fill_read_request(options, request); !filled) return refuse(filled.error());
  const auto text = output::to_tables_text(request, *options.tables);
  if (!text) return refuse(text.error());
  auto files = Outputs::open(options, planned_outputs(options));
  if (!files) return refuse(files.error());
  files->sink(0)(for_screen(options, *text));
  return files->close(0, false);
}

}  // namespace

int inspect_command(const Options& options) {
  if (options.tables) return print_tables(options);
  if (options.inputs.empty() && options.mappings.empty())
    return refuse(
        Error("nothing to inspect", "name files or directories, - for standard input, or a --mapping"));
  InspectRequest request;
  if (auto filled = fill_read_request(options, request); !filled) return refuse(filled.error());
  auto requested = read_rules(options);
  if (!requested) return refuse(requested.error());
  say_passed_over(requested->notes);
  request.rules = std::move(requested->rules);
  auto files = Outputs::open(options, planned_outputs(options));
  if (!files) return refuse(files.error());
  request.skipped = files->identities();
  output::RunFigures figures;
  std::optional<Result<Inspection, Errors>> outcome;
  run_monitored(options, figures, [&](ReadMonitor& monitor) { outcome = run_inspection(request, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  Inspection& inspection = **outcome;
  const int read = options.inputs.empty() ? kDone : read_status(inspection);
  files->sink(0)(answer(options, inspection));
  const int status = std::max(read, files->close(0, ended_early(read)));
  figures.complete = status == kDone;
  if (options.inputs.empty()) return status;
  say_rule_warnings(check_command(options), inspection);
  say_lines(output::to_warnings_text(inspection));
  say_ending(inspection);
  if (!options.quiet) say(output::to_summary_text(inspection, figures));
  return status;
}

}  // namespace firstseen::cli::commands
