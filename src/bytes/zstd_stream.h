// Zstandard (RFC 8878), concatenated frames included, through libzstd.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

// Damage is an error after everything that could be read before it.
std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
