// The outputs of a command: checked before anything is read, then written.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/input.h"
#include "output/output_guard.h"

namespace firstseen::cli {

// Fails when an output would destroy a file that the command reads, another output or, without --overwrite, a
// file of another kind. Searches the directories of the inputs only when there are outputs.
Result<void> check_outputs(const Options& options, const std::vector<output::PlannedOutput>& outputs);

// Lets `fill` write to the file, or to standard output for `-`. Returns the exit status, and reports an error.
int write_output(const std::string& path, const std::function<void(const LineSink&)>& fill);

}  // namespace firstseen::cli
