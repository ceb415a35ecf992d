// Converts UTF-16LE, which PowerShell 5 writes, to UTF-8.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kUtf16Bom = "\xff\xfe";

// Returns the stream in UTF-8. Drops the byte order mark with which `utf16` begins. Unpaired
// surrogates and an odd last byte become U+FFFD.
std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> utf16);

}  // namespace firstseen::bytes
