// Decompresses data that consists of parts of one format: members of gzip, streams of xz, frames of Zstandard.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "bytes/byte_stream.h"

namespace firstseen::bytes {

// What a call of Decoder::decode() did.
struct Decoded {
  std::size_t read = 0;             // bytes of its input
  std::size_t written = 0;          // bytes of its output
  bool ended = false;               // the part: what follows may begin another one
  std::optional<Error> error = {};  // occurred after the output
};

// Decompresses one part after the other.
class Decoder {
 public:
  // As many bytes tell whether a part begins.
  static constexpr std::size_t kMagicBytes = 6;
  // More than the window of any that holds output back.
  static constexpr std::size_t kRoom = 256 * 1024;

  virtual ~Decoder() = default;
  // Whether data that begins with `head` begins a part.
  virtual bool begins(std::string_view head) const = 0;
  // Decompresses some of `in` to `out`, which has kRoom bytes. Without input it gives what it still holds; if that is
  // nothing, it does nothing.
  virtual Decoded decode(std::string_view in, std::span<char> out) = 0;
  virtual bool is_zstd() const { return false; }
};

// Returns the decompressed stream. Zeros after a part, which pad tapes and blocks, are skipped. Damage is reported after
// all bytes that precede it; what they are does not depend on how much is read at a time, of either stream.
std::unique_ptr<ByteStream> decoding_stream(std::unique_ptr<ByteStream> compressed,
                                            std::unique_ptr<Decoder> decoder);

// Damage of compressed data.
Error damaged();

}  // namespace firstseen::bytes
