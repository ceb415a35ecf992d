// Finds where lines end, once for all that read them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Appends where each line of `text` ends: at its newline or, if the last one has none, at the end of the text.
// REQUIRES: `text` has less than 4 GiB.
void add_line_ends(std::string_view text, std::vector<std::uint32_t>& ends);

}  // namespace firstseen::text
