// Converts UTF-16, which PowerShell 5 and some consoles write, to UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

enum class ByteOrder : std::uint8_t { kLittleEndian, kBigEndian };

// Returns the byte order of a text in UTF-16 that begins with `head`; nullopt if it is other text. With a byte order
// mark, some character is ASCII, so that one of its bytes is zero; without one, most are.
std::optional<ByteOrder> utf16_order(std::string_view head);

// Whether `head` begins with a byte order mark of UTF-16, believed or not.
bool has_utf16_mark(std::string_view head);

// Returns the stream in UTF-8, without the byte order mark with which `utf16` begins. Unpaired surrogates and an odd last
// byte become U+FFFD. So does what is left of a character that lost a byte: where most of the next ones would
// be ASCII if they began one byte later, the text goes on there.
std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> utf16, ByteOrder order);

}  // namespace firstseen::bytes
