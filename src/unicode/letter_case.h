// Lower case by Unicode.
//
// As in Lucene's LowerCaseFilter, each character becomes one character, without regard to language
// or context: `É` becomes `é`, final sigma stays `σ`. Two characters beyond ASCII become ASCII
// letters: U+0130 (İ) becomes `i`, U+212A (the kelvin sign) becomes `k`.
#pragma once

#include <string>
#include <string_view>

namespace firstseen::unicode {

// Returns the text in lower case. Bytes that are not part of well-formed UTF-8 are unchanged.
std::string lowered(std::string_view text);

// Replaces `out` by the text in lower case, and keeps its memory.
void assign_lowered(std::string& out, std::string_view text);

// Whether all characters are ASCII, whose lower case needs no copy.
bool is_ascii(std::string_view text);

// The characters beyond ASCII that become ASCII letters, in UTF-8 and as escaped in JSON, and the
// letters that they become.
struct FoldedSpelling {
  std::string_view utf8;
  std::string_view escaped;
  char lower;
};
inline constexpr FoldedSpelling kSpellingsOfAscii[] = {
    {"\xc4\xb0", "\\u0130", 'i'},
    {"\xe2\x84\xaa", "\\u212a", 'k'},
};

}  // namespace firstseen::unicode
