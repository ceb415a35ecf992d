#include "rules/minimum_should_match.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "json/document.h"

namespace firstseen::rules {
namespace {

constexpr std::int64_t kMaxNumber = 1'000'000;  // of either sign

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < -kMaxNumber || number > kMaxNumber) return std::nullopt;
  return number;
}

// `2`, `-1`, `75%`, `-25%`.
std::optional<std::uint64_t> simple(std::string_view text, std::int64_t clauses) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto number = whole_number(text);
  if (!number) return std::nullopt;
  const std::int64_t count = percent ? clauses * *number / 100 : *number;
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, *number < 0 ? clauses + count : count));
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

// `3<90%`, or several such: the last whose bound is below the number of clauses decides.
std::optional<std::uint64_t> conditional(std::string_view text, std::int64_t clauses) {
  auto result = static_cast<std::uint64_t>(clauses);
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    const std::size_t sign = word.find('<');
    if (sign == std::string_view::npos) return std::nullopt;
    const auto bound = whole_number(word.substr(0, sign));
    const auto above = simple(word.substr(sign + 1), clauses);
    if (!bound || !above) return std::nullopt;
    if (clauses <= *bound) return result;
    result = *above;
  }
  return result;
}

// Removes the spaces around every `<`, and those at both ends.
std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == '<')) continue;
    if (c == '<') out.erase(out.find_last_not_of(' ') + 1);
    out += c;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace

Result<std::uint64_t> minimum_should_match(const config::Node& value, std::size_t clauses) {
  const bool is_text = value.is(config::Node::Kind::kString);
  const std::string text = without_spaces(is_text ? value.string : json::to_json(value));
  const auto count = static_cast<std::int64_t>(clauses);
  const auto minimum = text.find('<') == std::string::npos ? simple(text, count) : conditional(text, count);
  if (!minimum) {
    return fail("minimum_should_match is " + json::to_json(value),
                "it is a number (2, -1), a share (\"75%\", \"-25%\") or conditions (\"3<90%\")");
  }
  return *minimum;
}

}  // namespace firstseen::rules
