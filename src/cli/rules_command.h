#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen rules list|show|check`. Returns the exit status.
int rules_command(const RulesOptions& options);

}  // namespace firstseen::cli
