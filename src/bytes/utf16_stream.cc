#include "bytes/utf16_stream.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "bytes/buffer.h"
#include "text/utf8.h"

namespace firstseen::bytes {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kOrderBytes = 256;  // that decide the byte order
constexpr std::string_view kLittleMark = "\xff\xfe";
constexpr std::string_view kBigMark = "\xfe\xff";

// Code units that show whether a text is one byte off.
constexpr std::size_t kUnitsAhead = 32;
constexpr std::size_t kFewestUnits = 4;

class Utf16Stream final : public ByteStream {
 public:
  Utf16Stream(std::unique_ptr<ByteStream> utf16, ByteOrder order)
      : utf16_(std::move(utf16)), little_(order == ByteOrder::kLittleEndian), buffer_(kChunk) {}

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
  // Converts what is decided: all but the last units, while more may follow them.
  Result<void> fill() {
    text_.clear();
    given_ = 0;
    const auto got = utf16_->read(buffer_.data(), buffer_.size());
    if (!got) return firstseen::fail(got.error());
    raw_.append(buffer_.data(), *got);
    ended_ = *got == 0;
    const std::size_t needed = ended_ ? 2 : 2 * (kUnitsAhead + 1);
    std::size_t at = 0;
    while (raw_.size() - at >= needed) {
      const bool off = is_off(at);
      if (off) text::append_utf8(text_, text::kReplacementCharacter);
      if (!off) take_unit(unit_at(at));
      at += off ? 1 : 2;
    }
    raw_.erase(0, at);
    if (ended_ && (!raw_.empty() || high_surrogate_)) text::append_utf8(text_, text::kReplacementCharacter);
    return {};
  }

  std::uint32_t unit_at(std::size_t at) const {
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(raw_[i])}; };
    return little_ ? byte(at + 1) << 8 | byte(at) : byte(at) << 8 | byte(at + 1);
  }

  // Whether the unit would be ASCII one byte later or earlier.
  bool is_swapped_ascii(std::size_t at) const {
    const std::uint32_t unit = unit_at(at);
    return (unit & 0xff) == 0 && unit != 0 && unit < 0x8000;
  }

  // Whether the unit is one byte too early: it is not ASCII, and most units after it would be if they began one byte later.
  bool is_off(std::size_t at) const {
    if (unit_at(at) < 0x80) return false;
    const std::size_t units = std::min(kUnitsAhead, (raw_.size() - at) / 2 - 1);
    std::size_t swapped = 0;
    for (std::size_t i = 1; i <= units; ++i) swapped += is_swapped_ascii(at + 2 * i) ? 1U : 0U;
    return units >= kFewestUnits && 4 * swapped > 3 * units;
  }

  // Converts a code unit. A high surrogate is kept until the next unit shows whether it is paired.
  void take_unit(std::uint32_t unit) {
    const bool is_mark = at_start_ && unit == 0xfeff;
    at_start_ = false;
    if (is_mark) return;
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
  bool little_;
  Buffer buffer_;
  std::string raw_;        // not converted yet
  std::string text_;       // the current chunk in UTF-8
  std::size_t given_ = 0;  // bytes of text_ returned so far
  bool at_start_ = true;
  bool ended_ = false;
  std::optional<std::uint32_t> high_surrogate_;  // first unit of a pair
};

// Whether one of the first bytes at even places, or at odd ones, is zero; also if the mark is all there is.
bool has_zero(std::string_view head, std::size_t place) {
  for (std::size_t i = place; i < std::min(head.size(), kOrderBytes); i += 2) {
    if (head[i] == '\0') return true;
  }
  return head.size() <= kLittleMark.size();
}

}  // namespace

std::optional<ByteOrder> utf16_order(std::string_view head) {
  if (head.starts_with(kLittleMark) && has_zero(head, 1)) return ByteOrder::kLittleEndian;
  if (head.starts_with(kBigMark) && has_zero(head, 0)) return ByteOrder::kBigEndian;
  head = head.substr(0, kOrderBytes);
  const auto zeros = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  std::size_t pairs = 0;
  for (std::size_t i = 1; i < head.size(); ++i) pairs += head[i - 1] == '\0' && head[i] == '\0' ? 1U : 0U;
  if (head.size() < 4 || 8 * zeros < 3 * head.size() || pairs > 1) return std::nullopt;
  return head.find('\0') % 2 == 1 ? ByteOrder::kLittleEndian : ByteOrder::kBigEndian;
}

bool has_utf16_mark(std::string_view head) {
  return head.starts_with(kLittleMark) || head.starts_with(kBigMark);
}

std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> utf16, ByteOrder order) {
  return std::make_unique<Utf16Stream>(std::move(utf16), order);
}

}  // namespace firstseen::bytes
