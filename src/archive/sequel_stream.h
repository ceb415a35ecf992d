// What follows compressed data in the same file.
#pragma once

#include <memory>

#include "bytes/byte_stream.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::archive {

// Returns a stream of what `compressed`, which begins with `head`, holds decompressed, and of what follows that data in
// it: further compressed data of any kind, or lines of documents as they are. Other bytes are an error. nullptr if `head`
// begins no compressed data; `compressed` is unchanged then.
std::unique_ptr<bytes::ByteStream> decompressed(std::string_view head,
                                                std::unique_ptr<bytes::ByteStream>& compressed,
                                                const ExpansionBounds& bounds);

// Whether data that begins with `head` is compressed.
bool is_compressed(std::string_view head);

}  // namespace firstseen::archive
