// A run of bytes that a record text must hold. Only letters, digits, `_`, `.` and `-`: no format that values
// pass through writes these as anything else, but for the escapes that make a text a candidate always.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::prefilter {

// What may not stand beside a literal that is all of a value between two bytes of other kinds.
enum class Boundary : std::uint8_t {
  kNone,    // anything may: the literal may be part of a longer run
  kRun,     // no byte of a run, but for one that ends an escape before it
  kNumber,  // likewise, but a fraction may follow
};

struct Literal {
  std::string text;  // in lower case if any_case
  bool any_case = false;
  Boundary boundary = Boundary::kNone;

  friend auto operator<=>(const Literal&, const Literal&) = default;
  friend bool operator==(const Literal&, const Literal&) = default;
};

bool is_run_character(char c);

// The literals in `text`, cut at every byte that may be escaped; the longest, the first of several. Empty:
// none.
std::string_view longest_run(std::string_view text);

}  // namespace firstseen::prefilter
