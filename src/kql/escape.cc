#include "kql/escape.h"

#include <cstdint>
#include <optional>

#include "kql/syntax.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::kql {
namespace {

constexpr std::size_t kUnicodeEscapeBytes = 6;  // \uXXXX

// Returns the UTF-16 code unit of \uXXXX at `position`.
std::optional<std::uint32_t> code_unit_at(std::string_view query, std::size_t position) {
  if (query.substr(position, 2) != "\\u" || query.size() - position < kUnicodeEscapeBytes)
    return std::nullopt;
  std::uint32_t unit = 0;
  for (const char c : query.substr(position + 2, 4)) {
    const int digit = text::hex_digit(c);
    if (digit < 0) return std::nullopt;
    unit = unit << 4 | static_cast<std::uint32_t>(digit);
  }
  return unit;
}

std::string utf8(std::uint32_t code_point) {
  std::string out;
  text::append_utf8(out, code_point);
  return out;
}

Escape unicode_escape(std::string_view query, std::size_t position) {
  const auto unit = code_unit_at(query, position);
  if (!unit) return {};
  if (*unit < 0xd800 || *unit > 0xdfff) return {utf8(*unit), kUnicodeEscapeBytes};
  if (*unit < 0xdc00) {
    // A high surrogate followed by a low one: RFC 8259, section 7.
    const auto low = code_unit_at(query, position + kUnicodeEscapeBytes);
    if (low && *low >= 0xdc00 && *low <= 0xdfff) {
      return {utf8(0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00)), 2 * kUnicodeEscapeBytes};
    }
  }
  return {utf8(text::kReplacementCharacter), kUnicodeEscapeBytes};
}

}  // namespace

Escape escape_in_quotes(std::string_view query, std::size_t position) {
  if (query[position] != '\\' || position + 1 >= query.size()) return {};
  switch (query[position + 1]) {
    case 't': return {"\t", 2};
    case 'r': return {"\r", 2};
    case 'n': return {"\n", 2};
    case '"': return {"\"", 2};
    case '\\': return {"\\", 2};
    case 'u': return unicode_escape(query, position);
    default: return {};
  }
}

Escape escape_outside_quotes(std::string_view query, std::size_t position) {
  const std::size_t next = position + 1;
  if (query[position] != '\\' || next >= query.size()) return {};
  if (const auto keyword = keyword_at(query, next)) {
    const std::size_t end = next + to_string(*keyword).size();
    const bool ends = end >= query.size() || space_at(query, end) > 0 || is_special(query[end]);
    // `\not` is the keyword only as a whole word; `\notes` begins with the escape `\n`.
    if (ends || *keyword != Keyword::kNot)
      return {std::string(query.substr(next, end - next)), end - position};
  }
  if (Escape escape = escape_in_quotes(query, position); escape.length > 0) return escape;
  if (is_special(query[next])) return {std::string(1, query[next]), 2};
  if (const std::size_t space = space_at(query, next))
    return {std::string(query.substr(next, space)), 1 + space};
  return {};
}

}  // namespace firstseen::kql
