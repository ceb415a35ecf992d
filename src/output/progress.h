// One line on a terminal that says how far a hunt is.
#pragma once

#include <string>

#include "firstseen/hunt.h"

namespace firstseen::output {

// `45%  1.2 of 2.6 GB  3.1 GB/s  0:01 left  123 matches`.
std::string progress_text(const ReadProgress& progress, double seconds);

// What wipes the line: carriage return and erase.
inline constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace firstseen::output
