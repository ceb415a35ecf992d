// Formats the help of a command from the tables of commands and options.
#pragma once

#include <cstddef>
#include <string>

#include "cli/command_table.h"

namespace firstseen::cli {

enum class HelpLength { kShort, kFull };

// Returns the width for help on a stream: that of its terminal, if that is easy to read.
std::size_t help_width(int descriptor);

// Lines have at most `width` characters, unless a word is longer or `width` is too small for
// columns.
std::string help_text(const CommandRow& command, HelpLength length, std::size_t width);

}  // namespace firstseen::cli
