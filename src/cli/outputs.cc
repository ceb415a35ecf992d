#include "cli/outputs.h"

#include <utility>

#include "cli/exit_status.h"
#include "cli/monitor.h"
#include "cli/report.h"

namespace firstseen::cli {

Result<Outputs> Outputs::open(const Options& options, std::vector<output::PlannedOutput> planned) {
  std::vector<std::string> others = options.mappings;
  others.insert(others.end(), options.exclude.begin(), options.exclude.end());
  const output::RunInputs inputs = output::inputs_of(options.inputs, options.rules, std::move(others));
  if (auto checked = output::check_outputs(planned, inputs, options.overwrite); !checked)
    return fail(checked.error());
  catch_signals();
  Outputs opened;
  for (const output::PlannedOutput& output : planned) {
    auto file = output::Output::open(output.path);
    if (!file) return fail(file.error());
    opened.outputs_.push_back(std::move(*file));
  }
  opened.planned_ = std::move(planned);
  return opened;
}

std::vector<FileIdentity> Outputs::identities() const {
  std::vector<FileIdentity> all;
  for (const output::Output& output : outputs_) {
    for (const FileIdentity& identity : output.identities()) all.push_back(identity);
  }
  return all;
}

LineSink Outputs::sink(std::size_t index) {
  return [this, index](std::string_view text) { return !signal_pending() && outputs_[index].write(text); };
}

int Outputs::close(std::size_t index, bool ended_early) {
  if (!ended_early) {
    const auto outcome = outputs_[index].finish();
    pipe_closed_ |= outcome && *outcome == output::WriteOutcome::kClosedPipe;
    return outcome ? kDone : failed(outcome.error());
  }
  const auto name = outputs_[index].keep_incomplete();
  if (!name) return failed(name.error());
  const std::string& path = planned_[index].path;
  if (*name != "-" && *name != path) say("firstseen: not complete: " + path + " is kept as " + *name + "\n");
  return kDone;
}

}  // namespace firstseen::cli
