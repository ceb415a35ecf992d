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

// The bytes of `file` from its start, decompressed when its first bytes say that it is compressed.
Result<std::unique_ptr<ByteStream>> open_stream(File file);

// Whether `head`, the first bytes of a file, begin a compressed stream.
bool is_compressed(std::string_view head);

}  // namespace firstseen
