#pragma once

#include "cli/options.h"

namespace firstseen::cli::commands {

// `firstseen inspect`. Returns the exit status.
int inspect_command(const Options& options);

}  // namespace firstseen::cli::commands
