// Decodes files: detects their format by their first bytes, decompresses them, converts them to
// UTF-8 and recognises archives.
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

// The decoded bytes of a file.
struct DecodedStream {
  std::unique_ptr<bytes::ByteStream> bytes;
  std::optional<ArchiveFormat> archive;  // set if the bytes are an archive
};

// Return the bytes of a file or stream from its start, decompressed within the bounds and converted
// from UTF-16 to UTF-8 if its first bytes require it. Fail if not even the first byte can be read.
Result<DecodedStream> open_stream(file::File file, const ExpansionBounds& bounds);
Result<DecodedStream> decoded(std::unique_ptr<bytes::ByteStream> stream, const ExpansionBounds& bounds);

// Whether a file that begins with `head` can only be read from its start: it is compressed, UTF-16
// or an archive. `head` has at least kArchiveHeadBytes, or the whole file if it is shorter.
bool must_be_streamed(std::string_view head);

}  // namespace firstseen::archive
