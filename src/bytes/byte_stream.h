// A sequential stream of bytes: a file, standard input, or the output of a decompressor.
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
  // Reads up to `room` bytes; returns 0 at the end. An error ends the stream; bytes returned before
  // it are good.
  virtual Result<std::size_t> read(char* out, std::size_t room) = 0;
  // The number of bytes read from the file so far, before decompression. For progress.
  virtual std::uint64_t consumed() const = 0;

  // Returns the size if the stream supports seek(), else nullopt.
  virtual std::optional<std::uint64_t> seekable_size() const { return std::nullopt; }
  // At the end of compressed data: returns what follows it in the file, of which nothing was decompressed; nullptr if
  // nothing does. The stream gives no more then.
  virtual std::unique_ptr<ByteStream> take_rest() { return nullptr; }

  // Whether it, or a stream that it reads, decompresses Zstandard.
  virtual bool reads_zstd() const { return false; }

  // Continues reading at `offset`. REQUIRES: there is a seekable_size(), and `offset` is not beyond
  // it.
  virtual void seek(std::uint64_t /*offset*/) {}
};

// The result of read_fully().
struct Filled {
  std::size_t size = 0;        // less than the room: the stream has ended
  std::optional<Error> error;  // occurred after these bytes
};

// Reads until `out` has `room` bytes or the stream ends.
Filled read_fully(ByteStream& stream, char* out, std::size_t room);

}  // namespace firstseen::bytes
