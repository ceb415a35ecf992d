// bzip2 and xz, through libarchive.
#pragma once

#include <memory>
#include <string_view>

#include "input/byte_stream.h"

namespace firstseen {

inline constexpr std::string_view kBzip2Magic = "BZh";
inline constexpr std::string_view kXzMagic = "\xfd\x37zXZ";

// Damage is an error after everything that could be read before it.
std::unique_ptr<ByteStream> unfiltered(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen
