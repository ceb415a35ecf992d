// The special characters and words of KQL, as in Kibana's grammar (kbn-es-query, grammar.peggy).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/ascii.h"

namespace firstseen::kql {

enum class Keyword : std::uint8_t { kAnd, kOr, kNot };

// Returns `and`, `or` or `not` at `position`, in any letter case, no matter what follows.
std::optional<Keyword> keyword_at(std::string_view text, std::size_t position);
std::string_view to_string(Keyword keyword);

// Returns the size in bytes of the white space character at `position` (space, tab, carriage
// return, line feed or U+00A0), or 0 for any other character and at the end.
std::size_t space_at(std::string_view text, std::size_t position);

// Returns the first position at or after `position` that is not white space.
std::size_t skip_spaces(std::string_view text, std::size_t position);

// Whether an unquoted literal must escape `c`: one of \ ( ) : < > " * { }
constexpr bool is_special(char c) {
  return std::string_view(R"(\():<>"*{})").find(c) != std::string_view::npos;
}

}  // namespace firstseen::kql
