#include "cli/outputs.h"

#include <utility>

#include "cli/report.h"
#include "output/sink.h"

namespace firstseen::cli {
Result<void> check_outputs(const Options& options, const std::vector<output::PlannedOutput>& outputs) {
  if (outputs.empty()) return {};
  std::vector<std::string> others = options.mappings;
  if (!options.exclude.empty()) others.push_back(options.exclude);
  return output::check_outputs(outputs, output::files_read(options.inputs, options.rules, std::move(others)),
                               options.overwrite);
}

int write_output(const std::string& path, const std::function<void(const LineSink&)>& fill) {
  auto output = output::Output::open(path);
  if (!output) return write_status(fail(output.error()));
  fill([&](std::string_view text) { return output->write(text); });
  return write_status(output->finish());
}

}  // namespace firstseen::cli
