// The options of the group Input: how inputs are read, and the bounds of reading.
#pragma once

#include <vector>

#include "cli/option_table.h"

namespace firstseen::cli {

// Rows of option_table().
std::vector<OptionRow> input_options();

}  // namespace firstseen::cli
