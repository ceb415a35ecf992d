// A key as two words of eight bytes, so that a lookup compares integers instead of characters.
//
//   "destination"   head "destinat"   tail "tination"   size 11
//   "pid"           head "pid"        tail "pid"        size 3
//
// Head and tail together hold every byte of a key of up to 16 bytes.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace firstseen::json {

namespace words {

inline constexpr std::uint64_t kOnes = 0x0101010101010101;

// Item n is a mask of the first n bytes of a word (little-endian).
inline constexpr std::array<std::uint64_t, 9> kFirstBytes = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t bytes = 1; bytes < masks.size(); ++bytes) masks[bytes] = masks[bytes - 1] << 8 | 0xff;
  return masks;
}();

inline std::uint64_t at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// Returns a word in which the top bit of a byte is set if that byte of `word` is `byte`. The
// borrow of a match may also set it in higher bytes; so the result only shows whether there is a
// match at all.
constexpr std::uint64_t marks(std::uint64_t word, char byte) {
  const std::uint64_t difference = word ^ (kOnes * static_cast<unsigned char>(byte));
  return (difference - kOnes) & ~difference;
}

// Whether a dot or a backslash is among the bytes.
constexpr bool has_dot_or_backslash(std::uint64_t word) {
  return ((marks(word, '.') | marks(word, '\\')) & (kOnes << 7)) != 0;
}

}  // namespace words

class Key {
 public:
  // At least kReadable bytes from text.data() must be readable, even if the text is shorter. The
  // text must outlive the key. Does not branch on the length, which is hard to predict.
  static constexpr std::size_t kReadable = sizeof(std::uint64_t);
  static constexpr std::size_t kInWords = 2 * kReadable;  // size of the longest key that the words hold
  explicit Key(std::string_view text) : text_(text) {
    const std::size_t kept = std::min(text.size(), kReadable);
    head_ = words::at(text.data()) & words::kFirstBytes[kept];
    tail_ = words::at(text.data() + text.size() - kept) & words::kFirstBytes[kept];
  }

  std::string_view text() const { return text_; }
  std::size_t size() const { return text_.size(); }
  std::uint64_t head() const { return head_; }  // the first eight bytes, padded with zeros
  std::uint64_t tail() const { return tail_; }  // the last eight bytes, padded with zeros

  std::uint32_t hash() const { return hash(head_, tail_); }
  static constexpr std::uint32_t hash(std::uint64_t head, std::uint64_t tail) {
    constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;
    return static_cast<std::uint32_t>((head ^ std::rotl(tail, 32)) * kMultiplier >> 32);
  }

  // Whether the key is one segment of a path, without escapes.
  bool is_plain() const {
    if (words::has_dot_or_backslash(head_) || words::has_dot_or_backslash(tail_)) return false;
    for (std::size_t at = kReadable; at + kReadable < text_.size(); at += kReadable) {
      if (words::has_dot_or_backslash(words::at(text_.data() + at))) return false;
    }
    return true;
  }

 private:
  std::string_view text_;
  std::uint64_t head_;
  std::uint64_t tail_;
};

}  // namespace firstseen::json
