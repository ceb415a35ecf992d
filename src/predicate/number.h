// Numbers as queries and records write them, compared by value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstseen::predicate {

// `integer` is set when the number is whole and fits; it is then exact, while `real` may be rounded.
struct Number {
  std::optional<std::int64_t> integer;
  double real = 0;
};

// A decimal number with optional sign, fraction and exponent: 445, "0445", 445.0, -1.5, 4.45e2. Nothing else:
// no hexadecimal, infinity or surrounding space. One beyond the range of a double is infinite.
std::optional<Number> parse_number(std::string_view text);

// The same without exponents: how a text in a record must look to be compared as a number, so that `1e5` in a
// hash or an identifier stays text.
std::optional<Number> parse_plain_number(std::string_view text);

}  // namespace firstseen::predicate
