#include "predicate/value_test.h"

#include <algorithm>
#include <optional>

#include "kql/syntax.h"
#include "predicate/analysis.h"
#include "predicate/number.h"

namespace firstseen::predicate {
namespace {

bool holds(kql::RangeOperator op, int order) {
  switch (op) {
    case kql::RangeOperator::kLess: return order < 0;
    case kql::RangeOperator::kLessEqual: return order <= 0;
    case kql::RangeOperator::kGreater: return order > 0;
    case kql::RangeOperator::kGreaterEqual: return order >= 0;
  }
  return false;
}

// Compares `text` (in lower case if `caseless`) with `bound` bytewise.
int order_of(std::string_view text, std::string_view bound, bool caseless) {
  if (!caseless) return text.compare(bound);
  const std::size_t shared = std::min(text.size(), bound.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const auto a = static_cast<unsigned char>(text::ascii_lower(text[i]));
    const auto b = static_cast<unsigned char>(bound[i]);
    if (a != b) return a < b ? -1 : 1;
  }
  if (text.size() == bound.size()) return 0;
  return text.size() < bound.size() ? -1 : 1;
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  const auto at = std::lower_bound(
      words.begin(), words.end(), word,
      [](const std::string& known, std::string_view w) { return compare_folded(w, known) > 0; });
  return at != words.end() && equals_folded(word, *at);
}

bool word_passes(const Analysed& test, std::string_view word) {
  if (has_word(test.words, word)) return true;
  for (const text::Wildcard& pattern : test.patterns) {
    if (pattern.matches(word)) return true;
  }
  for (const TextRange& range : test.ranges) {
    if (holds(range.op, order_of(word, range.bound, true))) return true;
  }
  return false;
}

// Returns an unknown value as a number. The first character rules out most strings cheaply.
std::optional<Number> number_of(const event::Value& value) {
  if (value.type != event::FieldType::kUnknown || value.text.empty()) return std::nullopt;
  const char first = value.text.front();
  if (!text::is_digit(first) && first != '-' && first != '+') return std::nullopt;
  return value.bare ? parse_number(value.text) : parse_plain_number(value.text);
}

}  // namespace

bool is_number(const event::Value& value) {
  return number_of(value).has_value();
}

bool passes_as_number(const RangeSet<std::int64_t>& integers, const RangeSet<double>& reals,
                      const event::Value& value) {
  const auto number = number_of(value);
  if (!number) return false;
  if (number->integer) return any_contains(std::span(integers.ranges()), *number->integer);
  return any_contains(std::span(reals.ranges()), number->real);
}

bool passes(const TextRange& test, const event::Value& value) {
  if (!is_plain_text(value) || (test.except_numbers && is_number(value))) return false;
  return holds(test.op, order_of(value.text, test.bound, test.caseless));
}

bool passes(const Analysed& test, const event::Value& value) {
  const bool is_text = test.text_values_only
                           ? value.type == event::FieldType::kText && value.analyzer == test.analyzer
                           : value.type == event::FieldType::kText || is_plain_text(value);
  if (!is_text) return false;
  for (const auto& phrase : test.phrases) {
    if (has_phrase(test.analyzer, value.text, phrase)) return true;
  }
  Words words(test.analyzer, value.text);
  for (std::string_view word; words.next(word);) {
    if (word_passes(test, word)) return true;
  }
  return false;
}

}  // namespace firstseen::predicate
