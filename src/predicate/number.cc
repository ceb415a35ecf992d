#include "predicate/number.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "kql/syntax.h"

namespace firstseen::predicate {
namespace {

// The parts of a number, as views into its text. Missing parts are empty; `whole` has no sign.
struct NumberText {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;
};

std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && text::is_digit(text[count])) ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool take_sign(std::string_view& text, bool& negative) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  negative = text[0] == '-';
  text.remove_prefix(1);
  return true;
}

std::optional<NumberText> split(std::string_view text) {
  NumberText parts;
  take_sign(text, parts.negative);
  parts.whole = take_digits(text);
  if (parts.whole.empty()) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    parts.fraction = take_digits(text);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    parts.exponent = text;
    text.remove_prefix(1);
    bool negative = false;
    take_sign(text, negative);
    if (take_digits(text).empty()) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return parts;
}

std::optional<std::int64_t> whole_number(const NumberText& parts) {
  if (!parts.exponent.empty() || parts.fraction.find_first_not_of('0') != std::string_view::npos)
    return std::nullopt;
  // The minus sign is right before the digits.
  const char* const begin = parts.whole.data() - (parts.negative ? 1 : 0);
  std::int64_t integer = 0;
  const auto status = std::from_chars(begin, parts.whole.data() + parts.whole.size(), integer).ec;
  if (status != std::errc{}) return std::nullopt;
  return integer;
}

double real_number(const NumberText& parts, const char* end) {
  double real = 0;
  if (std::from_chars(parts.whole.data(), end, real).ec == std::errc::result_out_of_range) {
    // from_chars() does not report whether the value overflowed or underflowed.
    const bool tiny = parts.exponent.find('-') != std::string_view::npos ||
                      parts.whole.find_first_not_of('0') == std::string_view::npos;
    real = tiny ? 0 : std::numeric_limits<double>::infinity();
  }
  return parts.negative ? -real : real;
}

// Returns `real` as an integer if it is whole and fits 64 bits.
std::optional<std::int64_t> as_integer(double real) {
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  if (!(real >= -kLimit && real < kLimit) || std::trunc(real) != real) return std::nullopt;
  return static_cast<std::int64_t>(real);
}

Number value_of(const NumberText& parts, const char* end) {
  Number number;
  number.integer = whole_number(parts);
  number.real = real_number(parts, end);
  if (!number.integer && !parts.exponent.empty()) number.integer = as_integer(number.real);
  return number;
}

}  // namespace

std::optional<Number> parse_number(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return std::nullopt;
  return value_of(*parts, text.data() + text.size());
}

std::optional<Number> parse_plain_number(std::string_view text) {
  const auto parts = split(text);
  if (!parts || !parts->exponent.empty()) return std::nullopt;
  return value_of(*parts, text.data() + text.size());
}

}  // namespace firstseen::predicate
