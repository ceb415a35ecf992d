// Gzip (RFC 1952), concatenated members included, through ISA-L.
#pragma once

#include <memory>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

inline constexpr std::string_view kGzipMagic = "\x1f\x8b";

// Damage is an error after everything that could be read before it.
std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
