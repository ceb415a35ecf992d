#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen normalize`. Returns the exit status.
int run_normalize(const NormalizeOptions& options);

}  // namespace firstseen::cli
