#include "json/unescape.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace firstseen::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

std::optional<std::uint32_t> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = text[i];
    const char lower = static_cast<char>(c | 0x20);
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      digit = static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

char* write_utf8(char* out, std::uint32_t point) {
  const auto byte = [&](std::uint32_t bits) { *out++ = static_cast<char>(bits); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xc0 | point >> 6);
    byte(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    byte(0xe0 | point >> 12);
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  } else {
    byte(0xf0 | point >> 18);
    byte(0x80 | (point >> 12 & 0x3f));
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  }
  return out;
}

bool is_high_surrogate(std::uint32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low_surrogate(std::uint32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

// The character of an escape; `rest` stands behind its backslash and is left behind the whole escape. Absent
// for what is no escape and for half a surrogate pair.
std::optional<std::uint32_t> take_unicode_escape(std::string_view& rest) {
  const auto unit = hex4(rest);
  if (!unit) return std::nullopt;
  rest.remove_prefix(4);
  if (is_low_surrogate(*unit)) return std::nullopt;
  if (!is_high_surrogate(*unit)) return unit;
  if (!rest.starts_with("\\u")) return std::nullopt;
  const auto low = hex4(rest.substr(2));
  if (!low || !is_low_surrogate(*low)) return std::nullopt;
  rest.remove_prefix(6);
  return 0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00);
}

std::optional<std::uint32_t> take_escape(std::string_view& rest) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (rest.empty()) return std::nullopt;
  const char name = rest[0];
  rest.remove_prefix(1);
  if (name == 'u') return take_unicode_escape(rest);
  const std::size_t at = kNames.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(kMeanings[at]);
}

bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// The range that the second byte of a sequence must lie in, given its first.
bool second_byte_fits(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xe0: return second >= 0xa0 && second <= 0xbf;
    case 0xed: return second >= 0x80 && second <= 0x9f;
    case 0xf0: return second >= 0x90 && second <= 0xbf;
    case 0xf4: return second >= 0x80 && second <= 0x8f;
    default: return second >= 0x80 && second <= 0xbf;
  }
}

}  // namespace

char* unescape(std::string_view escaped, char* out, bool& intact) {
  constexpr std::uint32_t kReplacementPoint = 0xfffd;
  while (true) {
    const std::size_t backslash = std::min(escaped.find('\\'), escaped.size());
    out = std::copy_n(escaped.data(), backslash, out);
    if (backslash == escaped.size()) return out;
    escaped.remove_prefix(backslash + 1);
    const auto point = take_escape(escaped);
    if (!point) intact = false;
    out = write_utf8(out, point.value_or(kReplacementPoint));
  }
}

std::size_t utf8_sequence_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first <= 0xdf   ? 2
                             : first >= 0xe0 && first <= 0xef ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
  if (length == 0 || text.size() < length) return 0;
  if (!second_byte_fits(first, static_cast<unsigned char>(text[1]))) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!continuation(text[i])) return 0;
  }
  return length;
}

std::uint32_t decode_utf8(std::string_view sequence) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(sequence[i]));
  };
  switch (sequence.size()) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3: return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    default:
      return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
  }
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t length = utf8_sequence_length(text);
    if (length == 0) {
      out += kReplacement;
      text.remove_prefix(1);
    } else {
      out += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return out;
}

}  // namespace firstseen::json
