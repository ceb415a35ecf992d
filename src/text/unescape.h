// Decodes JSON string escapes (RFC 8259 §7). A malformed escape does not affect the rest of the
// text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::text {

// Returns how many bytes unescape() writes at most: an unknown escape of two bytes becomes a
// character of three.
constexpr std::size_t unescaped_bound(std::string_view escaped) {
  return escaped.size() + escaped.size() / 2 + 3;
}

// Writes `escaped`, the text between the quotes of a string, to `out` without escapes, and returns
// the end of the output. REQUIRES: `out` has room for unescaped_bound() bytes. Unpaired surrogates
// and unknown escapes become U+FFFD and set `intact` to false; otherwise it is unchanged.
char* unescape(std::string_view escaped, char* out, bool& intact);

// Returns the document with the control characters in its strings escaped, which some writers leave as they are.
std::string with_escaped_controls(std::string_view json);

}  // namespace firstseen::text
