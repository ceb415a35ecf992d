// What standard output and standard error are.
#pragma once

#include <cstddef>

namespace firstseen::cli {

bool is_terminal(int descriptor);

// Colours are wanted: a terminal, no NO_COLOR, and TERM is not `dumb`.
bool wants_colour(int descriptor);

// Columns to keep to: $COLUMNS, else the terminal's; 0 where it is no terminal.
std::size_t columns(int descriptor);

}  // namespace firstseen::cli
