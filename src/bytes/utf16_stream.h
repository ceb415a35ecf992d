// UTF-16LE, as PowerShell 5 writes files, made into UTF-8.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kUtf16Bom = "\xff\xfe";

// `utf16` begins with the byte order mark, which is dropped. Half surrogate pairs and an odd last byte become
// U+FFFD.
std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> utf16);

}  // namespace firstseen::bytes
