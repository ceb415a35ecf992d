#include "json/splitting/literals.h"

#include "json/splitting/string_state.h"
#include "json/writer.h"

namespace firstseen::json::splitting {

std::string with_escaped_literals(std::string_view document) {
  constexpr std::size_t kQuotes = 3;
  std::string out;
  out.reserve(document.size() + document.size() / 8);
  StringState string;
  bool has_lines = false;
  std::size_t copied = 0;
  std::size_t begin = 0;  // of the literal that is open
  bool literal = false;
  for (std::size_t at = 0; at <= document.size(); ++at) {
    const char c = at < document.size() ? document[at] : '\n';
    if (string.open()) {
      if (string.add(c)) {
        if (!literal && string.in_literal()) begin = at + 1;
        literal = string.in_literal();
        continue;
      }
      if (literal) {
        out += document.substr(copied, begin - kQuotes - copied);
        append_string(out, document.substr(begin, at - kQuotes - begin));
        copied = at;
        literal = false;
      }
    }
    has_lines |= c == '\n';
    if (c == '"') string.begin(has_lines);
  }
  out += document.substr(copied);
  return out;
}

}  // namespace firstseen::json::splitting
