// Limits how far compressed data may expand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "bytes/byte_stream.h"
#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::bytes {

// Compares the size of decompressed data with that of the compressed data. The result does not
// depend on how much is read at a time: a file is always cut off at the same place.
class Expansion {
 public:
  explicit Expansion(const ExpansionBounds& bounds) : bounds_(bounds) {}

  // The bytes that follow belong to another file of the same archive.
  void begin_file() { file_bytes_ = 0; }

  // Returns how many bytes to decompress next, at most `room`. `consumed` is the number of bytes
  // read from the file on disk so far. Fails if a bound is exceeded; a file that is too large has
  // then returned one byte more than the bound.
  Result<std::size_t> allowed(std::size_t room, std::uint64_t consumed) const;

  // Counts decompressed bytes.
  void add(std::uint64_t bytes);

 private:
  ExpansionBounds bounds_;
  std::uint64_t all_bytes_ = 0;   // decompressed so far
  std::uint64_t file_bytes_ = 0;  // of these, of the current file
};

// Returns the stream `decompressed`, which fails when it exceeds a bound.
std::unique_ptr<ByteStream> bounded(std::unique_ptr<ByteStream> decompressed, const ExpansionBounds& bounds);

}  // namespace firstseen::bytes
