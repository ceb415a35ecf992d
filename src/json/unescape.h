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

// `text` with every byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7) replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// The length of the well-formed UTF-8 sequence that `text` begins with, 0 when it begins with none.
std::size_t utf8_sequence_length(std::string_view text);

// The character of such a sequence.
std::uint32_t decode_utf8(std::string_view sequence);

}  // namespace firstseen::json
