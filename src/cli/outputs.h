// Checks the outputs of a command before anything is read, and writes them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/input.h"
#include "output/output_guard.h"

namespace firstseen::cli {

// Fails if an output would destroy a file that the command reads, another output or, without
// --overwrite, a file of another kind. Searches the directories of the inputs only if there are
// outputs.
Result<void> check_outputs(const Options& options, const std::vector<output::PlannedOutput>& outputs);

// Calls `fill` with a sink that writes to the file at `path`, or to standard output for `-`. Prints
// an error and returns the exit status.
int write_output(const std::string& path, const std::function<void(const LineSink&)>& fill);

}  // namespace firstseen::cli
