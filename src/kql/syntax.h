// The characters and words that mean something in KQL, as Kibana's grammar has them (kbn-es-query,
// grammar.peggy).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/ascii.h"

namespace firstseen::kql {

enum class Keyword : std::uint8_t { kAnd, kOr, kNot };

// `and`, `or` or `not` in any letter case at `position`, whatever follows it.
std::optional<Keyword> keyword_at(std::string_view text, std::size_t position);
std::string_view to_string(Keyword keyword);

// The bytes of the white space character at `position`: space, tab, carriage return, line feed or U+00A0; 0
// for any other character and at the end.
std::size_t space_at(std::string_view text, std::size_t position);

// The first position at or after `position` that is no white space.
std::size_t skip_spaces(std::string_view text, std::size_t position);

// Characters that an unquoted literal must escape: \ ( ) : < > " * { }
constexpr bool is_special(char c) {
  return std::string_view(R"(\():<>"*{})").find(c) != std::string_view::npos;
}

}  // namespace firstseen::kql
