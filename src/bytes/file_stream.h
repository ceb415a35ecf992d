// Reads an open file as a stream.
#pragma once

#include <memory>

#include "bytes/byte_stream.h"
#include "file/file.h"

namespace firstseen::bytes {

// Returns the raw bytes of `file`, from its start.
std::unique_ptr<ByteStream> stream_of(file::File file);

}  // namespace firstseen::bytes
