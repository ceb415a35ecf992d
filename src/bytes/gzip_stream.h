// Decompresses gzip (RFC 1952), including concatenated members, through ISA-L.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

// Whether data that begins with `head` is gzip.
bool begins_gzip(std::string_view head);

// Returns the decompressed stream. Damage is reported after all bytes that precede it.
std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
