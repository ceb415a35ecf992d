#include "bytes/utf16_stream.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "bytes/buffer.h"
#include "text/utf8.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kChunk = 64 * 1024;

class Utf16Stream final : public ByteStream {
 public:
  explicit Utf16Stream(std::unique_ptr<ByteStream> utf16) : utf16_(std::move(utf16)), buffer_(kChunk) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    while (given_ == text_.size()) {
      if (ended_) return 0;
      if (auto filled = fill(); !filled) return fail(filled.error());
    }
    const std::size_t count = std::min(room, text_.size() - given_);
    std::memcpy(out, text_.data() + given_, count);
    given_ += count;
    return count;
  }

  std::uint64_t consumed() const override { return utf16_->consumed(); }

 private:
  // Converts the next chunk. Keeps an odd byte or a high surrogate at its end for the next one.
  Result<void> fill() {
    text_.clear();
    given_ = 0;
    const auto got = utf16_->read(buffer_.data(), buffer_.size());
    if (!got) return firstseen::fail(got.error());
    for (std::size_t i = 0; i < *got; ++i) take_byte(static_cast<unsigned char>(buffer_[i]));
    if (*got > 0) return {};
    ended_ = true;
    if (low_byte_ || high_surrogate_) text::append_utf8(text_, text::kReplacementCharacter);
    return {};
  }

  void take_byte(unsigned char byte) {
    if (!low_byte_) {
      low_byte_ = byte;
      return;
    }
    const std::uint32_t unit = static_cast<std::uint32_t>(byte) << 8 | *low_byte_;
    low_byte_.reset();
    if (at_start_ && unit == 0xfeff) {
      at_start_ = false;
      return;
    }
    at_start_ = false;
    take_unit(unit);
  }

  // Converts a code unit. A high surrogate is kept until the next unit shows whether it is paired.
  void take_unit(std::uint32_t unit) {
    const bool is_low = unit >= 0xdc00 && unit < 0xe000;
    if (high_surrogate_ && is_low) {
      text::append_utf8(text_, 0x10000 + ((*high_surrogate_ - 0xd800) << 10) + (unit - 0xdc00));
      high_surrogate_.reset();
      return;
    }
    if (high_surrogate_) text::append_utf8(text_, text::kReplacementCharacter);
    high_surrogate_.reset();
    if (unit >= 0xd800 && unit < 0xdc00) {
      high_surrogate_ = unit;
    } else {
      text::append_utf8(text_, is_low ? text::kReplacementCharacter : unit);
    }
  }

  std::unique_ptr<ByteStream> utf16_;
  Buffer buffer_;
  std::string text_;       // the current chunk in UTF-8
  std::size_t given_ = 0;  // bytes of text_ returned so far
  bool at_start_ = true;
  bool ended_ = false;
  std::optional<std::uint32_t> low_byte_;        // first byte of a unit
  std::optional<std::uint32_t> high_surrogate_;  // first unit of a pair
};

}  // namespace

std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> utf16) {
  return std::make_unique<Utf16Stream>(std::move(utf16));
}

}  // namespace firstseen::bytes
