// Decompresses xz (https://tukaani.org/xz/xz-file-format.txt), including concatenated streams, through liblzma.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

// Whether data that begins with `head` is xz.
bool begins_xz(std::string_view head);

// Returns the decompressed stream. Damage is reported after all bytes that precede it. A dictionary of more than
// kMaxXzMemory is an error.
std::unique_ptr<ByteStream> unxz(std::unique_ptr<ByteStream> compressed);

inline constexpr std::uint64_t kMaxXzMemory = std::uint64_t{2} * 1024 * 1024 * 1024;

}  // namespace firstseen::bytes
