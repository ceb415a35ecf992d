#include "bytes/gzip_stream.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstring>

#include "bytes/buffer.h"
#include "bytes/headed_stream.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kCompressedChunk = 256 * 1024;
constexpr std::string_view kMagic = "\x1f\x8b";

class GzipStream final : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)),
        buffer_(kCompressedChunk),
        state_(std::make_unique<inflate_state>()) {
    start_member();
  }

  Result<std::size_t> read(char* out, std::size_t room) override {
    state_->next_out = reinterpret_cast<std::uint8_t*>(out);
    state_->avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(room, UINT32_MAX));
    const std::uint32_t limit = state_->avail_out;
    while (state_->avail_out == limit && !done_ && !error_) {
      if (auto stepped = step(); !stepped) error_ = stepped.error();
    }
    // Output that precedes the damage is good.
    const std::size_t got = limit - state_->avail_out;
    if (got > 0 || !error_) return got;
    const std::size_t held_back = take_held_back(out, room);
    if (held_back == 0) return fail(*error_);
    return held_back;
  }

  std::uint64_t consumed() const override { return compressed_ ? compressed_->consumed() : consumed_; }

  bool reads_zstd() const override { return compressed_ && compressed_->reads_zstd(); }

  std::unique_ptr<ByteStream> take_rest() override {
    if (!compressed_ || unread().empty()) return nullptr;
    consumed_ = compressed_->consumed();
    return headed({std::string(unread())}, std::move(compressed_));
  }

 private:
  // Resets the inflater for the next member, but keeps the unread input.
  void start_member() {
    const auto* const next_in = state_->next_in;
    const auto avail_in = state_->avail_in;
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;
    state_->next_in = const_cast<std::uint8_t*>(next_in);
    state_->avail_in = avail_in;
    in_member_ = false;
  }

  // Reads input if none is left, then inflates some of it. Sets done_ at the end.
  Result<void> step() {
    if (!in_member_) {
      skip_padding();
      // A byte is not enough to tell whether another member follows.
      if (state_->avail_in < kMagic.size() && !input_ended_) return fill();
      done_ = members_ ? !begins_gzip(unread()) : state_->avail_in == 0;
      if (done_) return {};
      in_member_ = true;
    }
    if (state_->avail_in == 0 && !input_ended_) {
      if (auto filled = fill(); !filled) return filled;
    }
    return inflate();
  }

  std::string_view unread() const {
    return {reinterpret_cast<const char*>(state_->next_in), state_->avail_in};
  }

  // Reads more input behind what is left.
  Result<void> fill() {
    const std::string left(unread());
    std::copy(left.begin(), left.end(), buffer_.data());
    const auto got = compressed_->read(buffer_.data() + left.size(), buffer_.size() - left.size());
    if (!got) return firstseen::fail(got.error());
    input_ended_ = *got == 0;
    state_->next_in = reinterpret_cast<std::uint8_t*>(buffer_.data());
    state_->avail_in = static_cast<std::uint32_t>(left.size() + *got);
    return {};
  }

  // Must also be called without input: the inflater may still have output from earlier input.
  Result<void> inflate() {
    const auto room = state_->avail_out;
    const int status = isal_inflate(state_.get());
    done_ = status < 0;
    if (done_) return fail("the compressed data is damaged", "what precedes the damage counts");
    if (state_->block_state == ISAL_BLOCK_FINISH) {
      finish_member();
    } else if (input_ended_ && state_->avail_out == room) {
      done_ = true;
      return fail("the compressed data ends too early", "the file is truncated; what precedes counts");
    }
    return {};
  }

  // REQUIRES: inflating has failed. Copies the output that the inflater still buffers from before
  // the damage, and returns its size.
  std::size_t take_held_back(char* out, std::size_t room) {
    const auto begin = static_cast<std::size_t>(state_->tmp_out_processed);
    const std::size_t size = std::min(room, static_cast<std::size_t>(state_->tmp_out_valid) - begin);
    std::memcpy(out, state_->tmp_out_buffer + begin, size);
    state_->tmp_out_processed += static_cast<std::int32_t>(size);
    return size;
  }

  // Starts the next member and keeps the current output position.
  void finish_member() {
    auto* const next_out = state_->next_out;
    const auto avail_out = state_->avail_out;
    start_member();
    state_->next_out = next_out;
    state_->avail_out = avail_out;
    members_ = true;
  }

  // Skips zero bytes between members, which pad tapes and blocks.
  void skip_padding() {
    while (members_ && state_->avail_in > 0 && *state_->next_in == 0) {
      ++state_->next_in;
      --state_->avail_in;
    }
  }

  std::unique_ptr<ByteStream> compressed_;
  Buffer buffer_;
  std::unique_ptr<inflate_state> state_;
  bool input_ended_ = false;
  bool in_member_ = false;
  bool members_ = false;  // at least one has been read completely
  bool done_ = false;
  std::optional<Error> error_;  // reported after all output
  std::uint64_t consumed_ = 0;  // once the rest is taken
};

}  // namespace

bool begins_gzip(std::string_view head) {
  return head.starts_with(kMagic);
}

std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<GzipStream>(std::move(compressed));
}

}  // namespace firstseen::bytes
