#include "bytes/decoding_stream.h"

#include <algorithm>
#include <string>
#include <utility>

#include "bytes/buffer.h"
#include "bytes/headed_stream.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kCompressedChunk = 256 * 1024;

class DecodingStream final : public ByteStream {
 public:
  DecodingStream(std::unique_ptr<ByteStream> compressed, std::unique_ptr<Decoder> decoder)
      : compressed_(std::move(compressed)),
        decoder_(std::move(decoder)),
        input_(kCompressedChunk),
        output_(Decoder::kRoom) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    while (ready_.empty() && !done_ && !error_) step();
    if (ready_.empty() && error_) return fail(*error_);
    const std::size_t count = ready_.copy(out, room);
    ready_.remove_prefix(count);
    return count;
  }

  std::uint64_t consumed() const override { return compressed_ ? compressed_->consumed() : consumed_; }

  bool reads_zstd() const override {
    return decoder_->is_zstd() || (compressed_ && compressed_->reads_zstd());
  }

  std::unique_ptr<ByteStream> take_rest() override {
    if (!compressed_ || unread_.empty()) return nullptr;
    consumed_ = compressed_->consumed();
    return headed({std::string(unread_), std::exchange(input_error_, {})}, std::move(compressed_));
  }

 private:
  // Decompresses some of the input. What comes out before damage depends on how much a decoder is given, and how much
  // room it has: so both are always the same. Sets done_ after the last part.
  void step() {
    if (!in_part_ && !begin_part()) return;
    if (unread_.empty()) fill();
    const Decoded decoded = decoder_->decode(unread_, output_);
    ready_ = {output_.data(), decoded.written};
    unread_.remove_prefix(decoded.read);
    in_part_ = !decoded.ended;
    error_ = decoded.error;
    const bool stuck = in_part_ && unread_.empty() && input_ended_ && decoded.written == 0;
    if (stuck && !error_)
      error_ = input_error_.value_or(
          Error("the compressed data ends too early", "the file is truncated; what precedes counts"));
  }

  bool begin_part() {
    skip_padding();
    if (unread_.size() < Decoder::kMagicBytes) fill();
    in_part_ = decoder_->begins(unread_);
    any_ = any_ || in_part_;
    done_ = !in_part_;
    if (done_ && unread_.empty()) error_ = input_error_;
    return in_part_;
  }

  // Reads as much as there is room for behind what is left.
  void fill() {
    if (input_ended_) return;
    std::copy(unread_.begin(), unread_.end(), input_.data());
    const std::size_t room = input_.size() - unread_.size();
    const Filled filled = read_fully(*compressed_, input_.data() + unread_.size(), room);
    input_ended_ = filled.size < room;
    input_error_ = filled.error;
    unread_ = {input_.data(), unread_.size() + filled.size};
  }

  void skip_padding() {
    while (any_) {
      unread_.remove_prefix(std::min(unread_.find_first_not_of('\0'), unread_.size()));
      if (!unread_.empty() || input_ended_) return;
      fill();
    }
  }

  std::unique_ptr<ByteStream> compressed_;
  std::unique_ptr<Decoder> decoder_;
  Buffer input_;
  Buffer output_;
  std::string_view unread_;  // of the input
  std::string_view ready_;   // of the output: not handed out yet
  bool input_ended_ = false;
  bool in_part_ = false;
  bool any_ = false;  // a part has begun
  bool done_ = false;
  std::optional<Error> input_error_;  // occurred after the input
  std::optional<Error> error_;        // reported after all output
  std::uint64_t consumed_ = 0;        // once the rest is taken
};

}  // namespace

std::unique_ptr<ByteStream> decoding_stream(std::unique_ptr<ByteStream> compressed,
                                            std::unique_ptr<Decoder> decoder) {
  return std::make_unique<DecodingStream>(std::move(compressed), std::move(decoder));
}

Error damaged() {
  return Error("the compressed data is damaged", "what precedes the damage counts");
}

}  // namespace firstseen::bytes
