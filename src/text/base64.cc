#include "text/base64.h"

#include <algorithm>
#include <cstdint>

namespace firstseen::text {
namespace {

constexpr int kNone = -1;

constexpr std::array<int, 256> kDigits = [] {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<int, 256> digits{};
  digits.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<int>(i);
  // In addresses and names of files.
  digits['-'] = digits['+'];
  digits['_'] = digits['/'];
  return digits;
}();

template <typename Beginnings>
bool begins_as_any(std::string_view text, const Beginnings& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view begin) { return text.starts_with(begin); });
}

bool is_line_end(char c) {
  return c == '\r' || c == '\n';
}

}  // namespace

bool begins_in_base64(std::string_view text) {
  return begins_as_any(text, kBase64Beginnings);
}

bool begins_byte_array(std::string_view text) {
  return begins_as_any(text, kByteArrayBeginnings);
}

std::optional<std::string> decode_base64(std::string_view text) {
  while (!text.empty() && (is_line_end(text.back()) || text.back() == '=')) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (const char c : text) {
    if (is_line_end(c)) continue;
    const int digit = kDigits[static_cast<unsigned char>(c)];
    if (digit == kNone) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> bits & 0xff);
  }
  return bits < 6 ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace firstseen::text
