// Properties of the terminals at standard output and standard error.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::cli {

bool is_terminal(int descriptor);

// Whether to use colours. `when` is `always`, `never` or `auto`: the descriptor is a terminal, NO_COLOR is
// unset or empty, and TERM is not `dumb`.
bool wants_colour(std::string_view when, int descriptor);

// Returns the line width: $COLUMNS, else that of the terminal; 0 if it is not a terminal.
std::size_t columns(int descriptor);

}  // namespace firstseen::cli
