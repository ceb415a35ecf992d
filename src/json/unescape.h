// JSON string escapes (RFC 8259 §7) and broken UTF-8, undone without losing the rest of the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::json {

// The bytes `unescape` writes at most: an unknown escape of two bytes becomes a character of three.
constexpr std::size_t unescaped_bound(std::string_view escaped) {
  return escaped.size() + escaped.size() / 2 + 3;
}

// Writes `escaped` (what stands between a string's quotes) to `out`, escapes undone, and returns the end of
// what it wrote; `out` has room for unescaped_bound(). A lone surrogate and an escape that JSON does not know
// become U+FFFD, and `intact` becomes false; otherwise it is left as it was.
char* unescape(std::string_view escaped, char* out, bool& intact);

}  // namespace firstseen::json
