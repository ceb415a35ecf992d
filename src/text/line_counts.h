// Counts lines at the speed of memory.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstseen::text {

struct LineCounts {
  std::uint64_t lines = 0;  // the last one may lack its newline
  std::uint64_t blank = 0;  // of them, those that are blank (text/ascii.h)
};

// `text` begins at the beginning of a line.
LineCounts count_lines(std::string_view text);

}  // namespace firstseen::text
