// UTF-8 encoding, decoding and repair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::text {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

inline constexpr std::uint32_t kReplacementCharacter = 0xfffd;

// Whether the byte is a continuation byte of well-formed UTF-8.
constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Writes a character (not a surrogate, at most U+10FFFF) to `out`, which has room for four bytes,
// and returns the end.
char* write_utf8(char* out, std::uint32_t point);
void append_utf8(std::string& out, std::uint32_t point);

// Returns `text` with every byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7)
// replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

// Returns a file name for JSON and messages. Well-formed UTF-8 is unchanged. Other names are quoted as
// in a shell, so that they stay distinct: `$'a\xff'`. So are names that begin like that.
std::string shown_path(std::string_view path);

// Returns the length of the well-formed UTF-8 sequence at the start of `text`, or 0 if there is
// none.
std::size_t utf8_sequence_length(std::string_view text);

// Decodes one such sequence.
std::uint32_t decode_utf8(std::string_view sequence);

}  // namespace firstseen::text
