#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen hunt`. Returns the exit status.
int run_hunt(const HuntOptions& options);

}  // namespace firstseen::cli
