#pragma once

#include "cli/options.h"

namespace firstseen::cli::commands {

// `firstseen rules list`, `show` and `check`. They return the exit status.
int rules_list_command(const Options& options);
int rules_show_command(const Options& options);
int rules_check_command(const Options& options);

}  // namespace firstseen::cli::commands
