// One line on a terminal that shows how far a hunt is.
#pragma once

#include <string>

#include "firstseen/hunt.h"

namespace firstseen::output {

// `45%  1.2 of 2.6 GB  3.1 GB/s  0:01 left  123 matches`.
std::string progress_text(const ReadProgress& progress, double seconds);

// What goes to the terminal at each tick: the line before is wiped, and this one cut to fewer than `width`
// columns, for a full line would wrap. A width of 0 is unknown and cuts nothing.
std::string progress_line(const ReadProgress& progress, double seconds, std::size_t width);

// What wipes the line: carriage return and erase.
inline constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace firstseen::output
