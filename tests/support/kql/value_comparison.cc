#include "support/kql/value_comparison.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "support/words_twin.h"

namespace firstseen::kql {
namespace {

using test::lower_of;

// By the table of which prefixes of the pattern match which prefixes of the text.
bool wildcard_matches(const Literal& literal, std::string_view text, bool caseless) {
  // The pieces between the stars, so that a change of their length does not move the stars.
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < literal.text.size(); ++i) {
    if (std::count(literal.wildcards.begin(), literal.wildcards.end(), i) > 0) {
      pieces.emplace_back();
    } else {
      pieces.back() += literal.text[i];
    }
  }
  std::vector<std::optional<char>> pattern;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) pattern.emplace_back();
    for (const char c : caseless ? lower_of(pieces[i]) : pieces[i]) pattern.emplace_back(c);
  }
  const std::string subject = caseless ? lower_of(text) : std::string(text);
  std::vector<bool> row(subject.size() + 1);
  row[0] = true;
  for (const std::optional<char> unit : pattern) {
    std::vector<bool> next(subject.size() + 1);
    next[0] = !unit && row[0];
    for (std::size_t j = 1; j <= subject.size(); ++j) {
      next[j] = unit ? row[j - 1] && subject[j - 1] == *unit : row[j] || next[j - 1];
    }
    row = next;
  }
  return row[subject.size()];
}

bool is_number_text(const std::string& text, bool with_exponent) {
  std::size_t i = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) ++i;
    return i > begin;
  };
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.' && (++i, !digits())) return false;
  if (with_exponent && i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

// 64 bits of mantissa: every long is exact.
long double number_of(const std::string& text) {
  return std::strtold(text.c_str(), nullptr);
}

bool ordered(RangeOperator op, auto const& left, auto const& right) {
  switch (op) {
    case RangeOperator::kLess: return left < right;
    case RangeOperator::kLessEqual: return left <= right;
    case RangeOperator::kGreater: return left > right;
    case RangeOperator::kGreaterEqual: return left >= right;
  }
  return false;
}

struct Span {
  Timestamp first;
  Timestamp last;
};

// Fills what the text leaves out with the least and with the greatest there can be.
std::optional<Span> span_of(const std::string& text) {
  if (text.size() != 4 &&
      text.find_first_not_of("0123456789", text.starts_with('-') ? 1 : 0) == std::string::npos) {
    const auto time = parse_epoch_millis(text);
    if (!time) return std::nullopt;
    return Span{*time, {time->seconds, time->nanos + 999'999}};
  }
  std::string date = text;
  std::string zone;
  if (const std::size_t t = text.find('T'); t != std::string::npos) {
    const std::size_t at = text.find_first_of("Z+-", t);
    if (at != std::string::npos) {
      date = text.substr(0, at);
      zone = text.substr(at);
    }
  }
  const std::string least = "0000-01-01T00:00:00.000000000";
  if (date.size() < 4 || date.size() > least.size() ||
      date.find_first_not_of("0123456789-T:.") != std::string::npos) {
    return std::nullopt;
  }
  const auto first = parse_iso_time(date + least.substr(date.size()) + zone);
  for (const std::string month_end : {"31", "30", "29", "28"}) {
    const std::string greatest = "9999-12-" + month_end + "T23:59:59.999999999";
    const auto last = parse_iso_time(date + greatest.substr(date.size()) + zone);
    if (first && last) return Span{first->time, last->time};
  }
  return std::nullopt;
}

}  // namespace

bool Comparison::is_analysed(const event::Value& value) const {
  return value.type == event::FieldType::kText || type == event::FieldType::kText;
}

event::Analyzer Comparison::analyzer_of(const event::Value& value) const {
  return pattern ? value.analyzer : analyzer;
}

bool Comparison::words_equal(const event::Value& value) const {
  const auto words = test::words_of(analyzer_of(value), value.text);
  if (literal.has_wildcard()) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return wildcard_matches(literal, word, true); });
  }
  const auto wanted = test::words_of(analyzer_of(value), literal.text);
  if (wanted.empty()) return false;
  if (literal.quoted)
    return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
  return std::find_first_of(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

bool Comparison::text_equal(const event::Value& value) const {
  if (literal.has_wildcard()) return wildcard_matches(literal, value.text, caseless);
  if (caseless ? lower_of(value.text) == lower_of(literal.text) : value.text == literal.text) return true;
  const std::string text(value.text);
  if (value.type != event::FieldType::kUnknown || !is_number_text(literal.text, true)) return false;
  return is_number_text(text, value.bare) && number_of(text) == number_of(literal.text);
}

bool Comparison::equal(const event::Value& value) const {
  const std::string& text = literal.text;
  if (literal.has_wildcard() && text.find_first_not_of('*') == std::string::npos) return true;
  switch (value.type) {
    case event::FieldType::kLong:
      return is_number_text(text, true) && static_cast<long double>(value.integer) == number_of(text);
    case event::FieldType::kDouble:
      return is_number_text(text, true) && value.number == std::strtod(text.c_str(), nullptr);
    case event::FieldType::kBoolean: return text == (value.boolean ? "true" : "false");
    case event::FieldType::kIp: {
      const auto network = Cidr::parse(text);
      return network && network->first <= value.ip && value.ip <= network->last;
    }
    case event::FieldType::kDate: {
      const auto span = span_of(text);
      return span && span->first <= value.time && value.time <= span->last;
    }
    default: return is_analysed(value) ? words_equal(value) : text_equal(value);
  }
}

bool Comparison::text_in_range(RangeOperator op, const event::Value& value) const {
  const std::string text(value.text);
  if (is_analysed(value)) {
    const auto words = test::words_of(analyzer_of(value), text);
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return ordered(op, word, lower_of(literal.text)); });
  }
  const bool numbers = value.type == event::FieldType::kUnknown && is_number_text(text, value.bare) &&
                       is_number_text(literal.text, true);
  if (numbers) return ordered(op, number_of(text), number_of(literal.text));
  return caseless ? ordered(op, lower_of(text), lower_of(literal.text)) : ordered(op, text, literal.text);
}

bool Comparison::in_range(RangeOperator op, const event::Value& value) const {
  const std::string& text = literal.text;
  switch (value.type) {
    case event::FieldType::kLong:
      return is_number_text(text, true) &&
             ordered(op, static_cast<long double>(value.integer), number_of(text));
    case event::FieldType::kDouble:
      return is_number_text(text, true) && ordered(op, value.number, std::strtod(text.c_str(), nullptr));
    case event::FieldType::kBoolean: return false;
    case event::FieldType::kIp: {
      const auto bound = IpAddress::parse(text);
      return bound && ordered(op, value.ip, *bound);
    }
    case event::FieldType::kDate: {
      const auto span = span_of(text);
      const bool at_end = op == RangeOperator::kGreater || op == RangeOperator::kLessEqual;
      return span && ordered(op, value.time, at_end ? span->last : span->first);
    }
    default: return text_in_range(op, value);
  }
}

}  // namespace firstseen::kql
