#include "bytes/zstd_stream.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <semaphore>
#include <string>
#include <utility>

#include "bytes/buffer.h"
#include "bytes/headed_stream.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kFirstRequest = 5;  // no frame header is shorter
constexpr int kLargestWindowLog = 31;

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

// The right to a window of more than 128 MiB. One stream has it at a time. Of streams that read each other, only the one
// that reads no other of Zstandard may take it: so none waits for one that waits for it.
class LargeWindow {
 public:
  LargeWindow() = default;
  LargeWindow(const LargeWindow&) = delete;
  LargeWindow& operator=(const LargeWindow&) = delete;
  ~LargeWindow() {
    if (taken_) free_.release();
  }

  // Waits for the right.
  void take() {
    if (!taken_) free_.acquire();
    taken_ = true;
  }

 private:
  static inline std::binary_semaphore free_{1};
  bool taken_ = false;
};

class ZstdStream final : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)), buffer_(ZSTD_DStreamInSize()), stream_(ZSTD_createDStream()) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    ZSTD_outBuffer output{out, room, 0};
    while (output.pos == 0 && !done_) {
      if (auto filled = fill(); !filled) return fail(filled.error());
      if (done_) break;
      if (auto stepped = step(output); !stepped) return fail(stepped.error());
    }
    return output.pos;
  }

  std::uint64_t consumed() const override { return compressed_ ? compressed_->consumed() : consumed_; }

  bool reads_zstd() const override { return true; }

  std::unique_ptr<ByteStream> take_rest() override {
    if (!compressed_ || unread().empty()) return nullptr;
    consumed_ = compressed_->consumed();
    return headed({std::string(unread())}, std::move(compressed_));
  }

 private:
  std::string_view unread() const {
    return {static_cast<const char*>(input_.src) + input_.pos, input_.size - input_.pos};
  }

  // Reads until there is input, and between frames enough to tell whether another one follows. Sets done_ at the end of
  // the last frame.
  Result<void> fill() {
    const std::size_t needed = in_frame_ ? 1 : kMagicBytes;
    while (input_.size - input_.pos < needed && !input_ended_) {
      const std::string left(unread());
      std::copy(left.begin(), left.end(), buffer_.data());
      const auto got = compressed_->read(buffer_.data() + left.size(), buffer_.size() - left.size());
      if (!got) return firstseen::fail(got.error());
      input_ = {buffer_.data(), left.size() + *got, 0};
      input_ended_ = *got == 0;
    }
    if (in_frame_ && unread().empty()) {
      done_ = true;
      return firstseen::fail("the compressed data ends too early", "what precedes the end counts");
    }
    done_ = !in_frame_ && !begins_zstd(unread());
    return {};
  }

  // Passes only as much as zstd requested, which ends with a block. A call that fails returns no output, not even that of
  // good blocks before the damage.
  Result<void> step(ZSTD_outBuffer& output) {
    const std::string_view piece = unread().substr(0, requested_);
    if (!in_frame_) header_.clear();
    if (header_.size() < kLongestHeader) header_ += piece.substr(0, kLongestHeader);
    ZSTD_inBuffer in{piece.data(), piece.size(), 0};
    std::size_t status = ZSTD_decompressStream(stream_.get(), &output, &in);
    input_.pos += in.pos;
    const bool too_large = ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge;
    if (too_large && !compressed_->reads_zstd()) {
      window_.take();
      ZSTD_DCtx_reset(stream_.get(), ZSTD_reset_session_only);
      ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindowLog);
      ZSTD_inBuffer again{header_.data(), header_.size(), 0};
      status = ZSTD_decompressStream(stream_.get(), &output, &again);
      input_.pos =
          static_cast<std::size_t>(piece.data() + piece.size() - static_cast<const char*>(input_.src));
    }
    done_ = ZSTD_isError(status) != 0;
    if (done_) return firstseen::fail("the compressed data is damaged", "what precedes the damage counts");
    in_frame_ = status != 0;
    requested_ = in_frame_ ? status : kFirstRequest;
    return {};
  }

  // Frame_Header_Descriptor and what may follow it, with the magic number.
  static constexpr std::size_t kLongestHeader = 18;

  std::unique_ptr<ByteStream> compressed_;
  Buffer buffer_;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
  LargeWindow window_;
  std::string header_;  // what was passed of the current frame's

  ZSTD_inBuffer input_{nullptr, 0, 0};
  std::size_t requested_ = kFirstRequest;  // input that zstd requested for the next call
  bool in_frame_ = false;
  bool input_ended_ = false;
  bool done_ = false;
  std::uint64_t consumed_ = 0;  // once the rest is taken
};

}  // namespace

bool begins_zstd(std::string_view head) {
  constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
  constexpr std::string_view kSkippedMagic = "\x2a\x4d\x18";  // after a byte from 0x50 to 0x5f
  return head.starts_with(kMagic) || (head.size() >= kMagicBytes && (head[0] & 0xf0) == 0x50 &&
                                      head.substr(1).starts_with(kSkippedMagic));
}

std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<ZstdStream>(std::move(compressed));
}

}  // namespace firstseen::bytes
