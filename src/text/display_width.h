// How many columns of a terminal a text takes, and texts cut to fit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstseen::text {

// Wide characters (East_Asian_Width W and F) take two columns, combining ones none. `utf8` must have no
// characters that are not shown (text/invisible.h).
std::size_t display_width(std::string_view utf8);

enum class Cut {
  kEnd,     // `abcdefg…`
  kMiddle,  // `abc…xyz`
  kStart,   // `…uvwxyz`, for paths
};

// Returns the text unchanged if it has at most `width` columns, else cut to at most that, with `…` for
// what is missing. `width` is at least 1.
std::string shortened(std::string_view utf8, std::size_t width, Cut cut = Cut::kEnd);

// Breaks lines that are longer than `width` at blanks. Continued lines are indented two columns more than
// the line. Words that are longer are not broken; 0: no limit.
std::string wrapped(std::string_view lines, std::size_t width);

}  // namespace firstseen::text
