// A progress line for the terminal.
#pragma once

#include <string>

#include "firstseen/hunt.h"

namespace firstseen::output {

// `45%  1.2 of 2.6 GB  3.1 GB/s  0:01 left  123 matches`.
std::string progress_text(const ReadProgress& progress, double seconds);

// Returns the output for one tick: it erases the previous line and prints the current one, cut to
// fewer than `width` columns so that it does not wrap. A width of 0 is unknown; nothing is cut
// then.
std::string progress_line(const ReadProgress& progress, double seconds, std::size_t width);

// Erases the line: carriage return, then the ANSI erase sequence.
inline constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace firstseen::output
