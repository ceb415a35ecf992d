// Bytes in order: a file, standard input, or what a decompressor makes of another stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "firstseen/error.h"

namespace firstseen::bytes {

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

// What read_fully() came to.
struct Filled {
  std::size_t size = 0;        // fewer bytes than there was room for: the stream has ended
  std::optional<Error> error;  // came after these bytes
};

// Reads until `out` has `room` bytes or the stream ends.
Filled read_fully(ByteStream& stream, char* out, std::size_t room);

}  // namespace firstseen::bytes
