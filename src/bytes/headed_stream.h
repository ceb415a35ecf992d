// A stream whose first bytes were read before.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

// The first bytes of a stream.
struct Head {
  std::string bytes;
  std::optional<Error> error = {};  // occurred after these bytes
};

// Reads up to `size` bytes.
Head read_head(ByteStream& stream, std::size_t size);

// Returns a stream that gives the head, then the rest.
std::unique_ptr<ByteStream> headed(Head head, std::unique_ptr<ByteStream> rest);

}  // namespace firstseen::bytes
