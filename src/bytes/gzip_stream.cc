#include "bytes/gzip_stream.h"

#include <isa-l/igzip_lib.h>

#include <memory>

#include "bytes/decoding_stream.h"

namespace firstseen::bytes {
namespace {

class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() : state_(std::make_unique<inflate_state>()) {}

  bool begins(std::string_view head) const override { return begins_gzip(head); }

  Decoded decode(std::string_view in, std::span<char> out) override {
    if (!in_member_) isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
    state_->avail_in = static_cast<std::uint32_t>(in.size());
    state_->next_out = reinterpret_cast<std::uint8_t*>(out.data());
    state_->avail_out = static_cast<std::uint32_t>(out.size());
    const bool failed = isal_inflate(state_.get()) < 0;
    in_member_ = state_->block_state != ISAL_BLOCK_FINISH;
    Decoded decoded{.read = in.size(), .written = out.size() - state_->avail_out, .ended = !in_member_};
    if (failed) {
      decoded.error = damaged();  // and ISA-L's input may be a buffer of its own
    } else {
      decoded.read -= state_->avail_in;
    }
    return decoded;
  }

 private:
  std::unique_ptr<inflate_state> state_;
  bool in_member_ = false;
};

}  // namespace

bool begins_gzip(std::string_view head) {
  return head.starts_with("\x1f\x8b");
}

std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed) {
  return decoding_stream(std::move(compressed), std::make_unique<GzipDecoder>());
}

}  // namespace firstseen::bytes
