#pragma once

#include "cli/options.h"

namespace firstseen::cli::commands {

// `firstseen help` and `firstseen version`. They return the exit status.
int help_command(const Options& options);
int version_command(const Options& options);

}  // namespace firstseen::cli::commands
