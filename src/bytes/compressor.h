// Compresses output: gzip (RFC 1952) through ISA-L, or Zstandard (RFC 8878).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace firstseen::bytes {

class Compressor {
 public:
  virtual ~Compressor() = default;

  // Compresses `text` and appends the bytes that are ready to `out`.
  virtual void add(std::string_view text, std::string& out) = 0;

  // Appends the rest. Nothing may be added afterwards.
  virtual void finish(std::string& out) = 0;
};

// Returns the compressor that the ending of a file name requests (`.gz`, `.zst`); null if there is
// none. The same text gives the same bytes, however it is divided into calls of add().
std::unique_ptr<Compressor> compressor_of(std::string_view path);

// Returns the path without the ending of a compression.
std::string_view without_compression(std::string_view path);

}  // namespace firstseen::bytes
