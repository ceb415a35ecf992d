#include "predicate/analysis.h"

#include "kql/syntax.h"
#include "text/ascii.h"

namespace firstseen::predicate {
namespace {

bool is_letter(char c) {
  return text::is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_word_character(char c) {
  return is_letter(c) || text::is_digit(c);
}

}  // namespace

// Whether the character at `position`, which follows a character of a word, continues the word.
bool Words::goes_on(std::size_t position) const {
  const char c = text_[position];
  if (is_word_character(c) || c == '_') return true;
  if (position + 1 >= text_.size()) return false;
  const char before = text_[position - 1];
  const char after = text_[position + 1];
  switch (c) {
    case ':': return is_letter(before) && is_letter(after);
    case ',':
    case ';': return text::is_digit(before) && text::is_digit(after);
    case '.':
    case '\'':
      return (is_letter(before) && is_letter(after)) || (text::is_digit(before) && text::is_digit(after));
    default: return false;
  }
}

bool Words::next(std::string_view& word) {
  while (position_ < text_.size()) {
    const std::size_t begin = position_++;
    if (!is_word_character(text_[begin]) && text_[begin] != '_') continue;
    bool has_character = is_word_character(text_[begin]);
    for (; position_ < text_.size() && goes_on(position_); ++position_) {
      has_character = has_character || is_word_character(text_[position_]);
    }
    word = text_.substr(begin, position_ - begin);
    if (has_character) return true;
  }
  return false;
}

std::vector<std::string> analyse(std::string_view text) {
  std::vector<std::string> words;
  Words cursor(text);
  for (std::string_view word; cursor.next(word);) {
    words.push_back(text::lowered(std::string(word)));
  }
  return words;
}

bool equals_folded(std::string_view text, std::string_view lower) {
  return compare_folded(text, lower) == 0;
}

int compare_folded(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return text.size() < lower.size() ? -1 : 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text::ascii_lower(text[i]));
    const auto b = static_cast<unsigned char>(lower[i]);
    if (a != b) return a < b ? -1 : 1;
  }
  return 0;
}

bool has_phrase(std::string_view text, const std::vector<std::string>& phrase) {
  Words starts(text);
  std::string_view word;
  while (starts.next(word)) {
    if (!equals_folded(word, phrase.front())) continue;
    Words rest = starts;
    std::size_t matched = 1;
    while (matched < phrase.size() && rest.next(word) && equals_folded(word, phrase[matched])) ++matched;
    if (matched == phrase.size()) return true;
  }
  return false;
}

}  // namespace firstseen::predicate
