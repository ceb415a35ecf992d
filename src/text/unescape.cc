#include "text/unescape.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::text {
namespace {

std::optional<std::uint32_t> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

bool is_high_surrogate(std::uint32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low_surrogate(std::uint32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

// Reads the rest of an escape after its `\u`, and the second escape of a surrogate pair. Returns
// the character, or nullopt for a malformed escape or an unpaired surrogate.
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

// Reads the rest of an escape after its backslash. Returns the character, or nullopt if there is
// none.
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

}  // namespace

char* unescape(std::string_view escaped, char* out, bool& intact) {
  while (true) {
    const std::size_t backslash = std::min(escaped.find('\\'), escaped.size());
    out = std::copy_n(escaped.data(), backslash, out);
    if (backslash == escaped.size()) return out;
    escaped.remove_prefix(backslash + 1);
    const auto point = take_escape(escaped);
    if (!point) intact = false;
    out = write_utf8(out, point.value_or(kReplacementCharacter));
  }
}

std::string with_escaped_controls(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 8);
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    const bool control = static_cast<unsigned char>(c) < ' ';
    if (in_string && control) {
      constexpr std::string_view kHex = "0123456789abcdef";
      ((out += "\\u00") += c < 16 ? '0' : '1') += kHex[static_cast<std::size_t>(c) % 16];
      continue;
    }
    out += c;
    if (c == '"') in_string = !in_string;
    if (!in_string || c != '\\' || at + 1 == json.size()) continue;
    // A backslash before a control character stands for itself.
    const bool escapes = static_cast<unsigned char>(json[at + 1]) >= ' ';
    out += escapes ? json[++at] : '\\';
  }
  return out;
}

}  // namespace firstseen::text
