// An open file as a stream.
#pragma once

#include <memory>

#include "bytes/byte_stream.h"
#include "file/file.h"

namespace firstseen::bytes {

// The bytes of `file` as they lie on disk, from its start.
std::unique_ptr<ByteStream> stream_of(file::File file);

}  // namespace firstseen::bytes
