#pragma once

#include "cli/options.h"

namespace firstseen::cli {

// `firstseen hunt`. Returns the exit status.
int hunt_command(const HuntOptions& options);

}  // namespace firstseen::cli
