#include "cli/inspect_command.h"

#include <algorithm>
#include <optional>

#include "cli/outputs.h"
#include "cli/report.h"
#include "cli/request.h"
#include "firstseen/inspect.h"
#include "output/inspection.h"
#include "output/source_tables.h"
#include "pass/pass.h"
#include "text/phrases.h"
#include "text/similar.h"

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

// The tables of --mapping files, then the built-in ones; of --source, where given.
Result<std::vector<sources::SourceTable>> requested_tables(const Options& options) {
  InspectRequest request;
  if (auto filled = fill_read_request(options, request); !filled) return fail(filled.error());
  auto tables = pass::tables_for(request);
  if (!tables) return tables;
  if (!request.source.empty())
    std::erase_if(*tables, [&](const auto& table) { return table.source != request.source; });
  const std::string& shape = *options.tables;
  if (shape.empty()) return tables;
  std::vector<std::string_view> shapes;
  std::string names;
  for (const sources::SourceTable& table : *tables) {
    shapes.push_back(table.shape);
    text::append_item(names, table.shape);
  }
  const auto similar = text::similar_name(shape, shapes);
  const std::string hint = similar ? "did you mean " + *similar + "?" : "shapes are: " + names;
  std::erase_if(*tables, [&](const auto& table) { return table.shape != shape; });
  if (tables->empty()) return fail("there is no shape named " + shape, hint);
  return tables;
}

int print_tables(const Options& options) {
  if (!options.inputs.empty())
    return refuse(Error("--tables reads no input", "leave out " + options.inputs.front()));
  if (wants_json(options)) return refuse(Error("--tables prints text only", "leave out --format"));
  const auto tables = requested_tables(options);
  if (!tables) return refuse(tables.error());
  std::string out;
  for (const sources::SourceTable& table : *tables) {
    if (!out.empty()) out += "\n";
    out += output::to_table_text(table);
  }
  return write_status(output::write_all(STDOUT_FILENO, out));
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
  RequestedRules asked;
  const auto rules_read = read_rules(options, asked);
  say_passed_over(asked.notes);
  if (!rules_read) return refuse(rules_read.error(), asked.errors);
  request.rules = std::move(asked.rules);
  output::RunFigures figures;
  std::optional<Result<Inspection>> outcome;
  run_monitored(options, figures, [&](ReadMonitor& monitor) { outcome = run_inspection(request, &monitor); });
  if (!*outcome) return refuse(outcome->error());
  const Inspection& inspection = **outcome;
  const int written = write_output(options.output.empty() ? "-" : options.output,
                                   [&](const TextSink& sink) { sink(answer(options, inspection)); });
  if (options.inputs.empty()) return written;
  say(output::to_warnings_text(inspection));
  say_ending(inspection);
  if (!options.quiet) say(output::to_summary_text(inspection, figures));
  return std::max(read_status(inspection), written);
}

}  // namespace firstseen::cli
