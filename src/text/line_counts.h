// Counts lines with vectorised code.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstseen::text {

struct LineCounts {
  std::uint64_t lines = 0;  // a last line without a newline counts
  std::uint64_t blank = 0;  // blank ones among them (text/ascii.h)
};

// REQUIRES: `text` starts at the start of a line.
LineCounts count_lines(std::string_view text);

}  // namespace firstseen::text
