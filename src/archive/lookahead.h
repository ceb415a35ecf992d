// A stream of which bytes can be looked at before they are taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "bytes/buffer.h"
#include "bytes/byte_stream.h"

namespace firstseen::archive {

class Lookahead {
 public:
  // go_back() reaches so far.
  static constexpr std::size_t kKept = 512;

  explicit Lookahead(std::unique_ptr<bytes::ByteStream> stream);

  // Returns the bytes that are not taken: at least `size`, or all up to the end. Valid until the next call.
  std::string_view ahead(std::size_t size);

  // Takes `size` bytes. REQUIRES: they were ahead.
  void take(std::size_t size) { next_ += size; }

  // REQUIRES: `size` is at most kKept, and so many bytes were taken since the start.
  void go_back(std::size_t size) { next_ -= size; }

  // Takes `size` bytes, or all up to the end. Returns false if it ends before.
  bool skip(std::uint64_t size);
  void skip_zeros();

  // Continues at `offset`. REQUIRES: seekable_size() is known and not less.
  void seek(std::uint64_t offset);
  std::optional<std::uint64_t> seekable_size() const { return stream_->seekable_size(); }

  // The offset of the next byte.
  std::uint64_t position() const { return begin_ + next_; }
  // The error that ended the stream, once it is reached.
  const std::optional<Error>& error() const { return error_; }

  std::uint64_t consumed() const { return stream_ ? stream_->consumed() : consumed_; }
  bool reads_zstd() const { return stream_ && stream_->reads_zstd(); }

  // See ByteStream::take_rest(). Nothing is ahead then.
  std::unique_ptr<bytes::ByteStream> take_rest();

 private:
  bool fill();

  std::unique_ptr<bytes::ByteStream> stream_;
  bytes::Buffer buffer_;
  std::uint64_t begin_ = 0;  // offset of buffer_ in the stream
  std::size_t next_ = 0;     // in buffer_
  std::size_t end_ = 0;      // of what was read into buffer_
  bool ended_ = false;
  std::optional<Error> error_;
  std::uint64_t consumed_ = 0;  // once the rest is taken
};

}  // namespace firstseen::archive
