#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen rules list|show|check`. Returns the exit status.
int run_rules(const RulesOptions& options);

}  // namespace firstseen::cli
