// Decompresses Zstandard (RFC 8878), including concatenated frames, through libzstd.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

// Returns the decompressed stream. Damage is reported after all bytes that precede it.
std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
