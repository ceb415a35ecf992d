#include "bytes/zstd_stream.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <semaphore>
#include <string>
#include <utility>

#include "bytes/decoding_stream.h"

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

class ZstdDecoder final : public Decoder {
 public:
  explicit ZstdDecoder(bool within_zstd) : within_zstd_(within_zstd), stream_(ZSTD_createDStream()) {}

  bool begins(std::string_view head) const override { return begins_zstd(head); }
  bool is_zstd() const override { return true; }

  // Passes only as much as zstd requested, which ends with a block. A call that fails returns no output, not even that of
  // good blocks before the damage.
  Decoded decode(std::string_view in, std::span<char> out) override {
    const std::string_view piece = in.substr(0, requested_);
    if (header_.size() < kLongestHeader) header_ += piece.substr(0, kLongestHeader);
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    ZSTD_inBuffer input{piece.data(), piece.size(), 0};
    std::size_t status = ZSTD_decompressStream(stream_.get(), &output, &input);
    if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge && !within_zstd_) {
      status = begin_with_large_window(output);
      input.pos = piece.size();
    }
    if (ZSTD_isError(status) != 0) return {.error = damaged()};
    const bool ended = status == 0;
    requested_ = ended ? kFirstRequest : status;
    if (ended) header_.clear();
    return {.read = input.pos, .written = output.pos, .ended = ended};
  }

 private:
  // Frame_Header_Descriptor and what may follow it, with the magic number.
  static constexpr std::size_t kLongestHeader = 18;

  // Passes the header of the frame once more.
  std::size_t begin_with_large_window(ZSTD_outBuffer& output) {
    window_.take();
    ZSTD_DCtx_reset(stream_.get(), ZSTD_reset_session_only);
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindowLog);
    ZSTD_inBuffer header{header_.data(), header_.size(), 0};
    return ZSTD_decompressStream(stream_.get(), &output, &header);
  }

  bool within_zstd_;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
  LargeWindow window_;
  std::string header_;                     // what was passed of the current frame's
  std::size_t requested_ = kFirstRequest;  // input that zstd requested for the next call
};

}  // namespace

bool begins_zstd(std::string_view head) {
  constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
  constexpr std::string_view kSkippedMagic = "\x2a\x4d\x18";  // after a byte from 0x50 to 0x5f
  return head.starts_with(kMagic) || (head.size() >= kMagicBytes && (head[0] & 0xf0) == 0x50 &&
                                      head.substr(1).starts_with(kSkippedMagic));
}

std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed) {
  const bool within_zstd = compressed->reads_zstd();
  return decoding_stream(std::move(compressed), std::make_unique<ZstdDecoder>(within_zstd));
}

}  // namespace firstseen::bytes
