#include "prefilter/boundary.h"

#include <algorithm>

#include "prefilter/literal.h"
#include "text/ascii.h"

namespace firstseen::prefilter {
namespace {

// Whether an escape ends at `end`: a backslash and one character, or \uXXXX.
bool ends_escape(std::string_view bytes, std::size_t end) {
  if (end >= 2 && bytes[end - 2] == '\\') return true;
  constexpr std::size_t kUnicode = 6;
  if (end < kUnicode) return false;
  const std::string_view escape = bytes.substr(end - kUnicode, kUnicode);
  return escape.starts_with("\\u") &&
         std::all_of(escape.begin() + 2, escape.end(), [](char c) { return text::hex_digit(c) >= 0; });
}

}  // namespace

bool may_begin(std::string_view bytes, std::size_t at) {
  return at == 0 || !is_run_character(bytes[at - 1]) || ends_escape(bytes, at);
}

bool may_end(std::string_view bytes, std::size_t at) {
  return at == bytes.size() || !is_run_character(bytes[at]);
}

}  // namespace firstseen::prefilter
