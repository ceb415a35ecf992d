// UTF-8: characters to bytes and back, and what is broken made whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::text {

inline constexpr std::uint32_t kReplacementCharacter = 0xfffd;

// Whether the byte is one of a character but not its first, in well-formed UTF-8.
constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Writes a character (no surrogate, at most U+10FFFF) to `out`, at most four bytes, and returns the end.
char* write_utf8(char* out, std::uint32_t point);
void append_utf8(std::string& out, std::uint32_t point);

// `text` with every byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7) replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// The length of the well-formed UTF-8 sequence that `text` begins with, 0 when it begins with none.
std::size_t utf8_sequence_length(std::string_view text);

// The character of such a sequence.
std::uint32_t decode_utf8(std::string_view sequence);

// Characters, as a terminal counts columns when none is wide.
std::size_t character_count(std::string_view utf8);

// At most `width` characters; a cut is shown by `…`.
std::string shortened(std::string_view utf8, std::size_t width);

}  // namespace firstseen::text
