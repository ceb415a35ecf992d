// Backslash escapes of KQL: \t \r \n, \uXXXX, and special characters and keywords taken literally.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstseen::kql {

// What an escape stands for and how many bytes of the query it takes; 0: no escape begins there.
struct Escape {
  std::string text;
  std::size_t length = 0;
};

// Quoted: \" \\ \t \r \n \uXXXX. A pair of surrogates is one character, a lone one U+FFFD.
Escape escape_in_quotes(std::string_view query, std::size_t position);

// Unquoted: as quoted, and every special character, white space and the keywords (`\and`). `\not` as a word
// is the keyword, although `\n` begins it.
Escape escape_outside_quotes(std::string_view query, std::size_t position);

}  // namespace firstseen::kql
