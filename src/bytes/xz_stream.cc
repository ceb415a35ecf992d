#include "bytes/xz_stream.h"

#include <lzma.h>

#include <new>

#include "bytes/decoding_stream.h"

namespace firstseen::bytes {
namespace {

class XzDecoder final : public Decoder {
 public:
  XzDecoder() = default;
  XzDecoder(const XzDecoder&) = delete;
  XzDecoder& operator=(const XzDecoder&) = delete;
  ~XzDecoder() override { lzma_end(&state_); }

  bool begins(std::string_view head) const override { return begins_xz(head); }

  Decoded decode(std::string_view in, std::span<char> out) override {
    // The only error is that memory runs out.
    if (!in_stream_ && lzma_stream_decoder(&state_, kMaxXzMemory, 0) != LZMA_OK) throw std::bad_alloc();
    state_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    state_.avail_in = in.size();
    state_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    state_.avail_out = out.size();
    const lzma_ret status = lzma_code(&state_, LZMA_RUN);
    in_stream_ = status != LZMA_STREAM_END;
    return {.read = in.size() - state_.avail_in,
            .written = out.size() - state_.avail_out,
            .ended = !in_stream_,
            .error = error_of(status)};
  }

 private:
  static std::optional<Error> error_of(lzma_ret status) {
    switch (status) {
      case LZMA_OK:
      case LZMA_STREAM_END:
      case LZMA_BUF_ERROR: return {};
      case LZMA_MEM_ERROR: throw std::bad_alloc();
      case LZMA_MEMLIMIT_ERROR:
        return Error("the compressed data needs more than 2 GiB of memory", "unpack it first: xz -dk FILE");
      default: return damaged();
    }
  }

  lzma_stream state_ = LZMA_STREAM_INIT;
  bool in_stream_ = false;
};

}  // namespace

bool begins_xz(std::string_view head) {
  return head.starts_with(std::string_view("\xfd\x37zXZ\0", 6));
}

std::unique_ptr<ByteStream> unxz(std::unique_ptr<ByteStream> compressed) {
  return decoding_stream(std::move(compressed), std::make_unique<XzDecoder>());
}

}  // namespace firstseen::bytes
