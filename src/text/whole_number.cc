#include "text/whole_number.h"

#include <algorithm>
#include <charconv>

#include "text/ascii.h"

namespace firstseen::text {
namespace {

constexpr std::size_t kMaxDigits = 19;  // of a signed number of 64 bits

// Removes one character if the text begins with one of these. Returns it, or 0.
char take_any(std::string_view& text, std::string_view any) {
  if (text.empty() || any.find(text.front()) == std::string_view::npos) return 0;
  const char first = text.front();
  text.remove_prefix(1);
  return first;
}

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(
      0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

// Reads `e+2`; 0 for no exponent. Exponents beyond a billion, more than any text has digits, are cut off there.
std::optional<std::int64_t> take_exponent(std::string_view& text) {
  constexpr std::int64_t kMost = 1'000'000'000;
  if (take_any(text, "eE") == 0) return 0;
  const bool negative = take_any(text, "+-") == '-';
  const std::string_view digits = take_digits(text);
  if (digits.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  for (const char c : digits) exponent = std::min(kMost, exponent * 10 + (c - '0'));
  return negative ? -exponent : exponent;
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
  text = trimmed(text);
  const bool negative = take_any(text, "+-") == '-';
  const std::string_view whole = take_digits(text);
  const std::string_view fraction = take_any(text, ".") != 0 ? take_digits(text) : std::string_view();
  const auto exponent = take_exponent(text);
  if (!exponent || !text.empty() || whole.empty()) return std::nullopt;

  // The number is that of the significant digits, times ten to the power of `zeros`.
  const std::size_t count = whole.size() + fraction.size();
  const auto digit = [&](std::size_t i) { return i < whole.size() ? whole[i] : fraction[i - whole.size()]; };
  std::size_t begin = 0;
  while (begin < count && digit(begin) == '0') ++begin;
  if (begin == count) return 0;
  std::size_t end = count;
  while (digit(end - 1) == '0') --end;
  const std::int64_t zeros =
      *exponent + static_cast<std::int64_t>(whole.size()) - static_cast<std::int64_t>(end);
  const std::size_t size = end - begin;
  if (zeros < 0 || size + static_cast<std::size_t>(zeros) > kMaxDigits) return std::nullopt;
  std::string canonical(negative ? "-" : "");
  for (std::size_t i = begin; i < end; ++i) canonical += digit(i);
  canonical.append(static_cast<std::size_t>(zeros), '0');
  std::int64_t number = 0;
  const auto [stop, status] = std::from_chars(canonical.data(), canonical.data() + canonical.size(), number);
  return status == std::errc{} ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> hexadecimal_number(std::string_view text) {
  constexpr std::string_view kPrefix = "0x";
  text = trimmed(text);
  if (!equal_ignoring_case(text.substr(0, kPrefix.size()), kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.starts_with('-')) return std::nullopt;
  std::int64_t number = 0;
  const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (status != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::string> digits_of_respelled(std::string_view text) {
  // Most texts are digits or begin with something else.
  if (text.empty() || begins_with_letter(text)) return std::nullopt;
  const bool as_usual = text.front() != '0' && std::all_of(text.begin(), text.end(), is_digit);
  if (as_usual) return std::nullopt;
  const auto number = whole_number(text);
  if (!number) return std::nullopt;
  std::string digits = std::to_string(*number);
  if (digits == text) return std::nullopt;
  return digits;
}

}  // namespace firstseen::text
