#include "cli/outputs.h"

#include "cli/report.h"
#include "input/file_list.h"
#include "output/sink.h"
#include "rules/loader.h"

namespace firstseen::cli {
namespace {

std::vector<std::string> files_read(const Options& options) {
  std::vector<std::string> files = input::list_files(options.inputs).files;
  const std::vector<std::string> rules = rules::list_rule_files(options.rules);
  files.insert(files.end(), rules.begin(), rules.end());
  files.insert(files.end(), options.mappings.begin(), options.mappings.end());
  if (!options.exclude.empty()) files.push_back(options.exclude);
  return files;
}

}  // namespace

Result<void> check_outputs(const Options& options, const std::vector<output::PlannedOutput>& outputs) {
  if (outputs.empty()) return {};
  return output::check_outputs(outputs, files_read(options), options.overwrite);
}

int write_output(const std::string& path, const std::function<void(const TextSink&)>& fill) {
  auto output = output::Output::open(path);
  if (!output) return write_status(fail(output.error()));
  fill([&](std::string_view text) { return output->write(text); });
  return write_status(output->finish());
}

}  // namespace firstseen::cli
