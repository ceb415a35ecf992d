// Decodes files: detects their format by their first bytes, decompresses them, converts them to
// UTF-8 and recognises archives.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/archive_format.h"
#include "bytes/byte_stream.h"
#include "bytes/headed_stream.h"
#include "file/file.h"
#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::archive {

// The decoded bytes of a file.
struct DecodedStream {
  std::unique_ptr<bytes::ByteStream> bytes;
  std::optional<ArchiveFormat> archive;  // set if the bytes are an archive
  bool compressed = false;               // the file was
};

// Return the bytes of a file or stream from its start, decompressed within the bounds and converted
// from UTF-16 to UTF-8 if its first bytes require it. Fail if not even the first byte can be read.
Result<DecodedStream> open_stream(file::File file, const ExpansionBounds& bounds);
Result<DecodedStream> decoded(std::unique_ptr<bytes::ByteStream> stream, const ExpansionBounds& bounds);

// Returns the first bytes of a stream, up to kKindHeadBytes; they are read again from it. Bytes after
// an error are missing, and the stream reports it.
bytes::Head peek(DecodedStream& stream);

// Whether a file that begins with `head` is compressed or an archive.
bool is_packed(std::string_view head);

// Returns the beginning of a file that is not packed as UTF-8.
std::string decoded_head(std::string_view head);

// Whether a file that begins with `head` can only be read from its start: it is compressed, UTF-16
// or an archive. `head` has at least kArchiveHeadBytes, or the whole file if it is shorter.
bool must_be_streamed(std::string_view head);

}  // namespace firstseen::archive
