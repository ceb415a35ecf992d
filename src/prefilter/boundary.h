// What may be next to a whole value.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::prefilter {

// Whether a value may begin at `at`: no run character precedes it, or one that ends an escape (`\t445`, `\u000a445`).
bool may_begin(std::string_view bytes, std::size_t at);

// Whether a value may end at `at`: no run character follows.
bool may_end(std::string_view bytes, std::size_t at);

}  // namespace firstseen::prefilter
