// Holds what comes out of compressed bytes against the bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "bytes/byte_stream.h"
#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::bytes {

// What has come out of compressed bytes, held against what was taken in: after the same bytes however much is
// read at a time, so that a file is always cut off at the same place.
class Expansion {
 public:
  explicit Expansion(const ExpansionBounds& bounds) : bounds_(bounds) {}

  // What comes next is of a further file, as those of an archive are.
  void begin_file() { file_bytes_ = 0; }

  // How many bytes to take next, of the `room` there is; `consumed` in all were taken from the file on disk.
  // Fails beyond a bound: of a file that is too large one byte more than it allows has come out then.
  Result<std::size_t> allowed(std::size_t room, std::uint64_t consumed) const;

  // So many bytes have come out.
  void add(std::uint64_t bytes);

 private:
  ExpansionBounds bounds_;
  std::uint64_t all_bytes_ = 0;
  std::uint64_t file_bytes_ = 0;
};

// What a decompressor makes of compressed bytes, as far as the bounds allow.
std::unique_ptr<ByteStream> bounded(std::unique_ptr<ByteStream> decompressed, const ExpansionBounds& bounds);

}  // namespace firstseen::bytes
