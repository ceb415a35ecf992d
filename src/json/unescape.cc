#include "json/unescape.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::json {
namespace {

std::optional<std::uint32_t> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const int digit = text::hex_digit(c);
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
    out = text::write_utf8(out, point.value_or(text::kReplacementCharacter));
  }
}

}  // namespace firstseen::json
