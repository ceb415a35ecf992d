// Parses the numbers of queries and records, which are compared by value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstseen::predicate {

// `integer` is set if the number is whole and fits. It is exact then, while `real` may be rounded.
struct Number {
  std::optional<std::int64_t> integer;
  double real = 0;
};

// Parses a decimal number with optional sign, fraction and exponent: 445, "0445", 445.0, -1.5,
// 4.45e2. Hexadecimal numbers, infinity and surrounding space are not accepted. A number beyond the
// range of a double is infinite.
std::optional<Number> parse_number(std::string_view text);

// The same without exponents. Strings in records are compared as numbers only in this form, so that
// `1e5` in a hash or an identifier remains text.
std::optional<Number> parse_plain_number(std::string_view text);

}  // namespace firstseen::predicate
