// What the bytes of a file are: decompressed, made UTF-8, and known as an archive where they are one.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "archive/archive_format.h"
#include "bytes/byte_stream.h"
#include "file/file.h"
#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::archive {

// The bytes of a file as they are meant, and what they are when they are no text.
struct DecodedStream {
  std::unique_ptr<bytes::ByteStream> bytes;
  std::optional<ArchiveFormat> archive;
};

// The bytes of `file` from its start: decompressed within the bounds, and made UTF-8, when its first bytes
// say that it is neither.
Result<DecodedStream> open_stream(file::File file, const ExpansionBounds& bounds);
Result<DecodedStream> decoded(std::unique_ptr<bytes::ByteStream> stream, const ExpansionBounds& bounds);

// Whether a file with these first bytes, at least kArchiveHeadBytes if it has them, can only be read from its
// start.
bool must_be_streamed(std::string_view head);

}  // namespace firstseen::archive
