#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen inspect`. Returns the exit status.
int run_inspect(const InspectOptions& options);

}  // namespace firstseen::cli
