#include "kql/syntax.h"

#include <array>

namespace firstseen::kql {

std::string_view to_string(Keyword keyword) {
  switch (keyword) {
    case Keyword::kAnd: return "and";
    case Keyword::kOr: return "or";
    case Keyword::kNot: return "not";
  }
  return "";
}

std::optional<Keyword> keyword_at(std::string_view text, std::size_t position) {
  for (const Keyword keyword : {Keyword::kAnd, Keyword::kOr, Keyword::kNot}) {
    const std::string_view word = to_string(keyword);
    if (text.size() - position < word.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < word.size(); ++i)
      same = same && text::ascii_lower(text[position + i]) == word[i];
    if (same) return keyword;
  }
  return std::nullopt;
}

std::size_t space_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return 0;
  const char c = text[position];
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
  return text.substr(position, 2) == "\xc2\xa0" ? 2 : 0;
}

std::size_t skip_spaces(std::string_view text, std::size_t position) {
  while (const std::size_t length = space_at(text, position)) position += length;
  return position;
}

}  // namespace firstseen::kql
