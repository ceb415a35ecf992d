#include "kql/literal.h"

#include <algorithm>

#include "kql/syntax.h"

namespace firstseen::kql {
namespace {

// Returns the escape letter for a white space control character, or 0.
char space_escape(char c) {
  switch (c) {
    case '\t': return 't';
    case '\r': return 'r';
    case '\n': return 'n';
    default: return 0;
  }
}

void append_escaped(std::string& out, char c, bool escape) {
  if (const char letter = space_escape(c)) {
    out += {'\\', letter};
    return;
  }
  if (escape) out += '\\';
  out += c;
}

// Whether there is a keyword at `position` as a separate word.
bool is_keyword(std::string_view text, std::size_t position) {
  const auto keyword = keyword_at(text, position);
  if (!keyword) return false;
  const bool begins = position == 0 || space_at(text, position - 1) == 1 ||
                      (position > 1 && space_at(text, position - 2) == 2);
  const std::size_t end = position + to_string(*keyword).size();
  return begins && (end == text.size() || space_at(text, end) > 0);
}

}  // namespace

Literal Literal::of_text(std::string_view text, bool quoted) {
  Literal literal;
  literal.text = text;
  literal.quoted = quoted;
  return literal;
}

std::string Literal::print() const {
  if (quoted || text.empty()) return kql::quoted(text);
  std::string out;
  auto wildcard = wildcards.begin();
  const std::size_t last = text.find_last_not_of(' ');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_wildcard = wildcard != wildcards.end() && *wildcard == i;
    if (is_wildcard) ++wildcard;
    // Leading and trailing spaces would be skipped by the lexer, so they need an escape.
    const bool outer_space = text[i] == ' ' && (i == 0 || last == std::string::npos || i > last);
    const bool escape = (is_special(text[i]) && !is_wildcard) || outer_space || is_keyword(text, i);
    append_escaped(out, text[i], escape);
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) append_escaped(out, c, c == '"' || c == '\\');
  return out + '"';
}

}  // namespace firstseen::kql
