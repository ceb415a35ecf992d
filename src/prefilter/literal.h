// A run of bytes that a record text must hold. Only letters, digits, `_`, `.` and `-`: no format that values
// pass through writes these as anything else, but for the escapes that make a text a candidate always.
#pragma once

#include <string>
#include <string_view>
#include <tuple>

namespace firstseen::prefilter {

struct Literal {
  std::string text;  // in lower case if any_case
  bool any_case = false;
  bool alone = false;  // all digits, and no hit where another digit stands beside it

  friend auto operator<=>(const Literal&, const Literal&) = default;
  friend bool operator==(const Literal&, const Literal&) = default;
};

// The literals in `text`, cut at every byte that may be escaped; the longest, the first of several. Empty:
// none.
std::string_view longest_run(std::string_view text);

}  // namespace firstseen::prefilter
