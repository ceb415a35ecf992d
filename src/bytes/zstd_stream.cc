#include "bytes/zstd_stream.h"

#include <zstd.h>

#include <algorithm>

#include "bytes/buffer.h"

namespace firstseen::bytes {
namespace {

struct FreeStream {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

class ZstdStream final : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)), buffer_(ZSTD_DStreamInSize()), stream_(ZSTD_createDStream()) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    ZSTD_outBuffer output{out, room, 0};
    while (output.pos == 0 && !done_) {
      if (input_.pos == input_.size) {
        const auto got = compressed_->read(buffer_.data(), buffer_.size());
        if (!got) return fail(got.error());
        input_ = {buffer_.data(), *got, 0};
        done_ = *got == 0;
        if (done_ && in_frame_)
          return fail("the compressed data ends too early", "what precedes the end counts");
        if (done_) break;
      }
      // Pass only as much as zstd requested, which ends with a block. A call that fails returns no
      // output, not even that of good blocks before the damage.
      ZSTD_inBuffer piece{input_.src, std::min(input_.size, input_.pos + requested_), input_.pos};
      const std::size_t status = ZSTD_decompressStream(stream_.get(), &output, &piece);
      input_.pos = piece.pos;
      done_ = ZSTD_isError(status) != 0;
      if (done_) return fail("the compressed data is damaged", "what precedes the damage counts");
      in_frame_ = status != 0;
      requested_ = in_frame_ ? status : kFirstRequest;
    }
    return output.pos;
  }

  std::uint64_t consumed() const override { return compressed_->consumed(); }

 private:
  std::unique_ptr<ByteStream> compressed_;
  Buffer buffer_;
  std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
  static constexpr std::size_t kFirstRequest = 5;  // no frame header is shorter

  ZSTD_inBuffer input_{nullptr, 0, 0};
  std::size_t requested_ = kFirstRequest;  // input that zstd requested for the next call
  bool in_frame_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<ZstdStream>(std::move(compressed));
}

}  // namespace firstseen::bytes
