// Backslash escapes of KQL: \t \r \n, \uXXXX, and special characters and keywords taken literally.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstseen::kql {

// The text that an escape produces, and its length in the query in bytes. A length of 0 means that
// there is no escape at that position.
struct Escape {
  std::string text;
  std::size_t length = 0;
};

// In quotes: \" \\ \t \r \n \uXXXX. A surrogate pair becomes one character, a lone surrogate
// U+FFFD.
Escape escape_in_quotes(std::string_view query, std::size_t position);

// Outside quotes: the same escapes, plus every special character, white space, and the keywords
// (`\and`). `\not` as a whole word is the keyword, although it begins with `\n`.
Escape escape_outside_quotes(std::string_view query, std::size_t position);

}  // namespace firstseen::kql
