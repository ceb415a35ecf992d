// Decompresses bzip2, xz, lz4 and compress (.Z), through libarchive.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::archive {

// Whether data that begins with `head` is one of these.
bool begins_filtered(std::string_view head);

// Returns the decompressed stream. Damage is reported after all bytes that precede it.
std::unique_ptr<bytes::ByteStream> unfiltered(std::unique_ptr<bytes::ByteStream> compressed);

}  // namespace firstseen::archive
