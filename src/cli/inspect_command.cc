#include "cli/inspect_command.h"

#include <algorithm>
#include <optional>

#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/inspect.h"
#include "output/inspection.h"
#include "output/source_tables.h"

namespace firstseen::cli {
namespace {

bool wants_json(const Options& options) {
  return options.format == "json";
}

std::string answer(const Options& options, const Inspection& inspection) {
  if (wants_json(options)) return output::to_inspection_json(inspection);
  const std::string text = output::to_inspection_text(inspection);
  return options.mappings.empty() ? text : text + output::to_mapping_text(inspection);
}

int print_tables(const Options& options) {
  if (!options.inputs.empty())
    return refuse(Error("--tables reads no input", "leave out " + options.inputs.front()));
  if (wants_json(options)) return refuse(Error("--tables prints text only", "leave out --format"));
  InspectRequest request;
  if (auto filled = fill_read_request(options, request); !filled) return refuse(filled.error());
  const auto text = output::to_tables_text(request, *options.tables);
  if (!text) return refuse(text.error());
  return write_status(output::write_all(STDOUT_FILENO, *text));
}

std::vector<output::PlannedOutput> planned_outputs(const Options& options) {
  if (options.output.empty()) return {};
  return {{"-o", "-o inspection.json", options.output, "an inspection",
           wants_json(options) ? output::kInspectionMarker : ""}};
}

}  // namespace

int inspect_command(const Options& options) {
  if (options.tables) return print_tables(options);
  if (options.inputs.empty() && options.mappings.empty())
    return refuse(
        Error("nothing to inspect", "name files or directories, - for standard input, or a --mapping"));
  if (auto checked = check_outputs(options, planned_outputs(options)); !checked)
    return refuse(checked.error());
  InspectRequest request;
  if (auto filled = fill_read_request(options, request); !filled) return refuse(filled.error());
  auto requested = read_rules(options);
  if (!requested) return refuse(requested.error());
  say_passed_over(requested->notes);
  request.rules = std::move(requested->rules);
  output::RunFigures figures;
  std::optional<Result<Inspection, Errors>> outcome;
  run_monitored(options, figures, [&](ReadMonitor& monitor) { outcome = run_inspection(request, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  const Inspection& inspection = **outcome;
  const int written = write_output(options.output.empty() ? "-" : options.output,
                                   [&](const LineSink& sink) { sink(answer(options, inspection)); });
  if (options.inputs.empty()) return written;
  say(output::to_warnings_text(inspection));
  say_ending(inspection);
  if (!options.quiet) say(output::to_summary_text(inspection, figures));
  return std::max(read_status(inspection), written);
}

}  // namespace firstseen::cli
