#pragma once

#include "cli/options.h"

namespace firstseen::cli::commands {

// `firstseen normalize`. Returns the exit status.
int normalize_command(const Options& options);

}  // namespace firstseen::cli::commands
