// Decompresses gzip (RFC 1952), including concatenated members, through ISA-L.
#pragma once

#include <memory>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kGzipMagic = "\x1f\x8b";

// Returns the decompressed stream. Damage is reported after all bytes that precede it.
std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
