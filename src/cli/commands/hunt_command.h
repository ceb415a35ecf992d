#pragma once

#include "cli/options.h"

namespace firstseen::cli::commands {

// `firstseen hunt`. Returns the exit status.
int hunt_command(const Options& options);

}  // namespace firstseen::cli::commands
