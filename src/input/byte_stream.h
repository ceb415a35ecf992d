// Bytes in order: a file, standard input, or what a decompressor makes of another stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "firstseen/error.h"
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
};

// The bytes of `file` from its start: decompressed, and made UTF-8, when its first bytes say that it is
// neither.
Result<std::unique_ptr<ByteStream>> open_stream(File file);
Result<std::unique_ptr<ByteStream>> decoded(std::unique_ptr<ByteStream> stream);

// Whether a file with these first bytes can only be read from its start.
bool must_be_streamed(std::string_view head);

}  // namespace firstseen
