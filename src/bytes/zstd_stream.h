// Decompresses Zstandard (RFC 8878), including concatenated frames, through libzstd.
#pragma once

#include <memory>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

// Whether data that begins with `head` is a Zstandard frame, or a frame to be skipped.
bool begins_zstd(std::string_view head);

// Returns the decompressed stream. Damage is reported after all bytes that precede it. A frame whose window is larger
// than 128 MiB, and up to 2 GiB, waits until no other stream needs so much memory; in the data of another
// stream of Zstandard it is not read.
std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed);

}  // namespace firstseen::bytes
