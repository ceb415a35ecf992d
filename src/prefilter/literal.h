// A byte string that a document must contain. Literals consist only of letters, digits, `_`, `.`
// and `-`: every encoding that values pass through writes these bytes unchanged, except for the
// escapes that make a document a candidate in any case (docs/prefilter.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::prefilter {

// Which bytes may not be adjacent to a literal that is a whole value.
enum class Boundary : std::uint8_t {
  kNone,    // any bytes: the literal may be part of a longer run
  kRun,     // no run character, unless it ends an escape before the literal
  kNumber,  // the literal is the digits of a whole number, which may be in any spelling of text::whole_number()
  kHex,     // the literal is the hexadecimal digits of a number: `0x` and zeros may precede it
};

struct Literal {
  std::string text;  // in lower case if any_case
  bool any_case = false;
  Boundary boundary = Boundary::kNone;
  // With any_case: so do the characters beyond ASCII that become one of its letters in lower case
  // (unicode::kSpellingsOfAscii). False if there is none.
  bool any_spelling = false;

  friend auto operator<=>(const Literal&, const Literal&) = default;
  friend bool operator==(const Literal&, const Literal&) = default;
};

// Whether `c` may be part of a literal.
bool is_run_character(char c);

// Returns the longest run of literal bytes in `text`, and the first of several. Empty if there is
// none.
std::string_view longest_run(std::string_view text);

}  // namespace firstseen::prefilter
