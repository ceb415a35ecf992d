// Properties of the terminals at standard output and standard error.
#pragma once

#include <cstddef>

namespace firstseen::cli {

bool is_terminal(int descriptor);

// Whether to use colours: the descriptor is a terminal, NO_COLOR is unset or empty, and TERM is not
// `dumb`.
bool wants_colour(int descriptor);

// Returns the line width: $COLUMNS, else that of the terminal; 0 if it is not a terminal.
std::size_t columns(int descriptor);

}  // namespace firstseen::cli
