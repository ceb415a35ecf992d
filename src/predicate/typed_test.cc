#include "predicate/typed_test.h"

#include <array>
#include <cmath>
#include <limits>

#include "kql/syntax.h"
#include "predicate/analysis.h"
#include "predicate/date_literal.h"
#include "predicate/number.h"
#include "text/ascii.h"
#include "unicode/letter_case.h"

namespace firstseen::predicate {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_upper_bound(kql::RangeOperator op) {
  return op == kql::RangeOperator::kLess || op == kql::RangeOperator::kLessEqual;
}

// Adds the integers that compare as `op` to `real`, which is not an integer: `> 4.5` and `>= 4.5`
// begin at 5. `real` may be outside the range of 64 bits.
void add_beyond(RangeSet<std::int64_t>& integers, kql::RangeOperator op, double real) {
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  const bool above_all = real >= kLimit;
  const bool below_all = real <= -kLimit;
  if (above_all || below_all) {
    if (is_upper_bound(op) == above_all) integers.add(kLeast, kMost);
    return;
  }
  const auto floor = static_cast<std::int64_t>(std::floor(real));
  if (is_upper_bound(op)) {
    integers.add(kLeast, floor);
  } else {
    integers.add(floor + 1, kMost);
  }
}

void add_integers(RangeSet<std::int64_t>& integers, kql::RangeOperator op, std::int64_t bound) {
  switch (op) {
    case kql::RangeOperator::kLess:
      if (bound > kLeast) integers.add(kLeast, bound - 1);
      break;
    case kql::RangeOperator::kLessEqual: integers.add(kLeast, bound); break;
    case kql::RangeOperator::kGreater:
      if (bound < kMost) integers.add(bound + 1, kMost);
      break;
    case kql::RangeOperator::kGreaterEqual: integers.add(bound, kMost); break;
  }
}

void add_reals(RangeSet<double>& reals, kql::RangeOperator op, double bound) {
  switch (op) {
    case kql::RangeOperator::kLess: reals.add(-kInfinity, std::nextafter(bound, -kInfinity)); break;
    case kql::RangeOperator::kLessEqual: reals.add(-kInfinity, bound); break;
    case kql::RangeOperator::kGreater: reals.add(std::nextafter(bound, kInfinity), kInfinity); break;
    case kql::RangeOperator::kGreaterEqual: reals.add(bound, kInfinity); break;
  }
}

// Returns the bit of Ips::private_blocks for `network`, or 0.
std::uint8_t private_block(const Cidr& network) {
  static const std::array kBlocks{*Cidr::parse("10.0.0.0/8"), *Cidr::parse("172.16.0.0/12"),
                                  *Cidr::parse("192.168.0.0/16")};
  for (std::size_t i = 0; i < kBlocks.size(); ++i) {
    if (kBlocks[i] == network) return static_cast<std::uint8_t>(1U << i);
  }
  return 0;
}

}  // namespace

std::optional<Numbers> number_equal(std::string_view text) {
  const auto number = parse_number(text);
  if (!number) return std::nullopt;
  Numbers test;
  if (number->integer) test.integers.add(*number->integer);
  test.reals.add(number->real);
  return test;
}

std::optional<Numbers> number_range(kql::RangeOperator op, std::string_view text) {
  const auto number = parse_number(text);
  if (!number) return std::nullopt;
  Numbers test;
  if (number->integer) {
    add_integers(test.integers, op, *number->integer);
  } else {
    add_beyond(test.integers, op, number->real);
  }
  add_reals(test.reals, op, number->real);
  return test;
}

std::optional<Booleans> boolean_equal(std::string_view text) {
  if (text != "true" && text != "false") return std::nullopt;
  return Booleans{text == "true", text == "false"};
}

std::optional<Ips> ip_equal(std::string_view text) {
  const auto network = Cidr::parse(text);
  if (!network) return std::nullopt;
  Ips test;
  test.set.add(*network);
  test.set.compile();
  test.private_blocks = private_block(*network);
  return test;
}

std::optional<Ips> ip_range(kql::RangeOperator op, std::string_view text) {
  const auto bound = IpAddress::parse(text);
  if (!bound) return std::nullopt;
  const IpAddress least;
  const IpAddress most{UINT64_MAX, UINT64_MAX};
  const IpAddress before{bound->high() - (bound->low() == 0 ? 1 : 0), bound->low() - 1};
  Ips test;
  switch (op) {
    case kql::RangeOperator::kLess:
      if (*bound != least) test.set.add({least, before});
      break;
    case kql::RangeOperator::kLessEqual: test.set.add({least, *bound}); break;
    case kql::RangeOperator::kGreater:
      if (*bound != most) test.set.add({bound->next(), most});
      break;
    case kql::RangeOperator::kGreaterEqual: test.set.add({*bound, most}); break;
  }
  test.set.compile();
  return test;
}

std::optional<Dates> date_equal(std::string_view text) {
  const auto span = parse_date_literal(text);
  if (!span) return std::nullopt;
  Dates test;
  test.times.add(span->first, span->last);
  return test;
}

std::optional<Dates> date_range(kql::RangeOperator op, std::string_view text) {
  const auto span = parse_date_literal(text);
  if (!span) return std::nullopt;
  Dates test;
  switch (op) {
    case kql::RangeOperator::kLess: test.times.add(kFirstTime, just_before(span->first)); break;
    case kql::RangeOperator::kLessEqual: test.times.add(kFirstTime, span->last); break;
    case kql::RangeOperator::kGreater: test.times.add(just_after(span->last), kLastTime); break;
    case kql::RangeOperator::kGreaterEqual: test.times.add(span->first, kLastTime); break;
  }
  return test;
}

Texts text_equal(std::string_view text, bool caseless) {
  Texts test;
  test.caseless = caseless;
  test.values.push_back(caseless ? text::lowered(std::string(text)) : std::string(text));
  return test;
}

TextRange text_range(kql::RangeOperator op, std::string_view text, bool caseless) {
  TextRange test;
  test.op = op;
  test.bound = caseless ? text::lowered(std::string(text)) : std::string(text);
  test.caseless = caseless;
  return test;
}

Analysed analysed_equal(event::Analyzer analyzer, const kql::Literal& literal) {
  Analysed test;
  test.analyzer = analyzer;
  std::vector<std::string> words = analyse(analyzer, literal.text);
  if (literal.quoted && words.size() > 1) {
    test.phrases.push_back(std::move(words));
  } else {
    test.words = std::move(words);
  }
  return test;
}

Analysed analysed_range(event::Analyzer analyzer, kql::RangeOperator op, std::string_view text) {
  Analysed test;
  test.analyzer = analyzer;
  test.ranges.push_back(text_range(op, unicode::lowered(text), true));
  return test;
}

bool is_empty(const Analysed& test) {
  return test.words.empty() && test.phrases.empty() && test.patterns.empty() && test.ranges.empty();
}

}  // namespace firstseen::predicate
