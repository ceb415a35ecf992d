// Bytes in order: a file, standard input, or what a decompressor makes of another stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"
#include "input/archive_format.h"
#include "input/file.h"

namespace firstseen {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Up to `room` further bytes; 0 at the end. After an error nothing more comes, but what was returned before
  // is good.
  virtual Result<std::size_t> read(char* out, std::size_t room) = 0;
  // Bytes taken from the file so far, compressed as they lie there: for progress.
  virtual std::uint64_t consumed() const = 0;

  // The size, where reading can go on anywhere by seek(); else nothing.
  virtual std::optional<std::uint64_t> seekable_size() const { return std::nullopt; }
  // What is read next begins at `offset`. Only where there is a seekable_size(), and within it.
  virtual void seek(std::uint64_t /*offset*/) {}
};

// The bytes of a file as they are meant, and what they are when they are no text.
struct DecodedStream {
  std::unique_ptr<ByteStream> bytes;
  std::optional<ArchiveFormat> archive;
};

// The bytes of `file` from its start: decompressed within the bounds, and made UTF-8, when its first bytes
// say that it is neither.
Result<DecodedStream> open_stream(File file, const ExpansionBounds& bounds);
Result<DecodedStream> decoded(std::unique_ptr<ByteStream> stream, const ExpansionBounds& bounds);

// Whether a file with these first bytes, at least kArchiveHeadBytes if it has them, can only be read from its
// start.
bool must_be_streamed(std::string_view head);

}  // namespace firstseen
