// Decompresses bzip2 and xz, through libarchive.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::archive {

inline constexpr std::string_view kBzip2Magic = "BZh";
inline constexpr std::string_view kXzMagic = "\xfd\x37zXZ";

// Returns the decompressed stream. Damage is reported after all bytes that precede it.
std::unique_ptr<bytes::ByteStream> unfiltered(std::unique_ptr<bytes::ByteStream> compressed);

}  // namespace firstseen::archive
