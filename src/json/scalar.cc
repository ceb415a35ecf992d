#include "json/scalar.h"

#include <algorithm>

#include "text/ascii.h"

namespace firstseen::json {
namespace {

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text::is_digit(text[at])) ++at;
  return at;
}

bool is_number(std::string_view token) {
  std::size_t at = !token.empty() && token[0] == '-' ? 1 : 0;
  std::size_t end = skip_digits(token, at);
  if (end == at || (token[at] == '0' && end > at + 1)) return false;
  if (end < token.size() && token[end] == '.') {
    at = end + 1;
    end = skip_digits(token, at);
    if (end == at) return false;
  }
  if (end < token.size() && (token[end] == 'e' || token[end] == 'E')) {
    at = end + 1;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    end = skip_digits(token, at);
    if (end == at) return false;
  }
  return end == token.size();
}

bool is_hex(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](char c) { return text::hex_digit(c) >= 0; });
}

}  // namespace

simdjson::error_code check_scalar(std::string_view token, RawKind kind) {
  switch (kind) {
    case RawKind::kString: return is_closed(token) ? simdjson::SUCCESS : simdjson::STRING_ERROR;
    case RawKind::kNumber:
      return is_number(token) || token == kMinusInfinity ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
    case RawKind::kBoolean:
      return token == "true" || token == "false" ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
    default:
      return token == "null" || token == "NaN" || token == "Infinity" ? simdjson::SUCCESS
                                                                      : simdjson::TAPE_ERROR;
  }
}

simdjson::error_code check_escapes(std::string_view escaped) {
  constexpr std::string_view kSimple = "\"\\/bfnrt";
  constexpr std::size_t kHexDigits = 4;
  for (std::size_t at = escaped.find('\\'); at != std::string_view::npos; at = escaped.find('\\')) {
    escaped.remove_prefix(at + 1);
    if (escaped.empty()) return simdjson::STRING_ERROR;
    const bool is_unicode = escaped[0] == 'u' && escaped.size() > kHexDigits;
    const std::size_t digits = is_unicode ? kHexDigits : 0;
    const bool is_escape = is_unicode || kSimple.find(escaped[0]) != std::string_view::npos;
    if (!is_escape || !is_hex(escaped.substr(1, digits))) return simdjson::STRING_ERROR;
    escaped.remove_prefix(1 + digits);
  }
  return simdjson::SUCCESS;
}

std::string_view between_quotes(std::string_view token) {
  return token.size() < 2 ? std::string_view{} : token.substr(1, token.size() - 2);
}

}  // namespace firstseen::json
