#include "bytes/xz_stream.h"

#include <lzma.h>

#include <algorithm>
#include <new>
#include <string>

#include "bytes/buffer.h"
#include "bytes/headed_stream.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kCompressedChunk = 256 * 1024;
constexpr std::string_view kMagic("\xfd\x37zXZ\0", 6);

class XzStream final : public ByteStream {
 public:
  explicit XzStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)), buffer_(kCompressedChunk) {
    start_stream();
  }
  XzStream(const XzStream&) = delete;
  XzStream& operator=(const XzStream&) = delete;
  ~XzStream() override { lzma_end(&state_); }

  Result<std::size_t> read(char* out, std::size_t room) override {
    state_.next_out = reinterpret_cast<std::uint8_t*>(out);
    state_.avail_out = room;
    while (state_.avail_out == room && !done_ && !error_) {
      if (auto stepped = step(); !stepped) error_ = stepped.error();
    }
    // Output that precedes the damage is good.
    const std::size_t got = room - state_.avail_out;
    if (got == 0 && error_) return fail(*error_);
    return got;
  }

  std::uint64_t consumed() const override { return compressed_ ? compressed_->consumed() : consumed_; }

  bool reads_zstd() const override { return compressed_ && compressed_->reads_zstd(); }

  std::unique_ptr<ByteStream> take_rest() override {
    if (!compressed_ || unread().empty()) return nullptr;
    consumed_ = compressed_->consumed();
    return headed({std::string(unread())}, std::move(compressed_));
  }

 private:
  // Resets the decoder for the next stream, but keeps the unread input.
  void start_stream() {
    // The only error is that memory runs out.
    if (lzma_stream_decoder(&state_, kMaxXzMemory, 0) != LZMA_OK) throw std::bad_alloc();
    in_stream_ = false;
  }

  // Reads input if none is left, then decodes some of it. Sets done_ at the end.
  Result<void> step() {
    if (!in_stream_) {
      skip_padding();
      if (state_.avail_in < kMagic.size() && !input_ended_) return fill();
      done_ = streams_ ? !begins_xz(unread()) : state_.avail_in == 0;
      if (done_) return {};
      in_stream_ = true;
    }
    if (state_.avail_in == 0 && !input_ended_) {
      if (auto filled = fill(); !filled) return filled;
    }
    return decode();
  }

  std::string_view unread() const { return {reinterpret_cast<const char*>(state_.next_in), state_.avail_in}; }

  // Reads more input behind what is left.
  Result<void> fill() {
    const std::string left(unread());
    std::copy(left.begin(), left.end(), buffer_.data());
    const auto got = compressed_->read(buffer_.data() + left.size(), buffer_.size() - left.size());
    if (!got) return firstseen::fail(got.error());
    input_ended_ = *got == 0;
    state_.next_in = reinterpret_cast<const std::uint8_t*>(buffer_.data());
    state_.avail_in = left.size() + *got;
    return {};
  }

  Result<void> decode() {
    const std::size_t room = state_.avail_out;
    const lzma_ret status = lzma_code(&state_, input_ended_ ? LZMA_FINISH : LZMA_RUN);
    if (status == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (status == LZMA_STREAM_END) {
      streams_ = true;
      start_stream();
      return {};
    }
    if (status == LZMA_MEMLIMIT_ERROR)
      return fail("the compressed data needs more than 2 GiB of memory", "unpack it first: xz -dk FILE");
    if (status != LZMA_OK && status != LZMA_BUF_ERROR)
      return fail("the compressed data is damaged", "what precedes the damage counts");
    if (input_ended_ && state_.avail_in == 0 && state_.avail_out == room)
      return fail("the compressed data ends too early", "the file is truncated; what precedes counts");
    return {};
  }

  // Skips zeros between streams and after the last one.
  void skip_padding() {
    while (streams_ && state_.avail_in > 0 && *state_.next_in == 0) {
      ++state_.next_in;
      --state_.avail_in;
    }
  }

  std::unique_ptr<ByteStream> compressed_;
  Buffer buffer_;
  lzma_stream state_ = LZMA_STREAM_INIT;
  bool input_ended_ = false;
  bool in_stream_ = false;
  bool streams_ = false;  // at least one has been read completely
  bool done_ = false;
  std::optional<Error> error_;  // reported after all output
  std::uint64_t consumed_ = 0;  // once the rest is taken
};

}  // namespace

bool begins_xz(std::string_view head) {
  return head.starts_with(kMagic);
}

std::unique_ptr<ByteStream> unxz(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<XzStream>(std::move(compressed));
}

}  // namespace firstseen::bytes
