#include "predicate/analysis.h"

#include <algorithm>

#include "text/ascii.h"
#include "unicode/letter_case.h"

namespace firstseen::predicate {
namespace {

bool is_script_character(char c) {
  return text::is_ascii_letter(c) || text::is_digit(c) || c == '_' || c == '-';
}

}  // namespace

bool Words::next(std::string_view& word) {
  if (analyzer_ == event::Analyzer::kScript) return next_of_script(word);
  if (!standard_.next(word)) return false;
  if (unicode::is_ascii(word)) return true;
  unicode::assign_lowered(lower_, word);
  word = lower_;
  return true;
}

bool Words::next_of_script(std::string_view& word) {
  const std::string_view text = standard_.rest();
  const auto* const begin = std::find_if(text.begin(), text.end(), is_script_character);
  const auto* const end = std::find_if_not(begin, text.end(), is_script_character);
  word = {begin, end};
  standard_ = unicode::WordCursor({end, text.end()});
  return begin != end;
}

std::vector<std::string> analyse(event::Analyzer analyzer, std::string_view text) {
  std::vector<std::string> words;
  Words cursor(analyzer, text);
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

bool has_phrase(event::Analyzer analyzer, std::string_view text, const std::vector<std::string>& phrase) {
  Words starts(analyzer, text);
  std::string_view word;
  while (starts.next(word)) {
    if (!equals_folded(word, phrase.front())) continue;
    Words rest = starts.rest();
    std::size_t matched = 1;
    while (matched < phrase.size() && rest.next(word) && equals_folded(word, phrase[matched])) ++matched;
    if (matched == phrase.size()) return true;
  }
  return false;
}

}  // namespace firstseen::predicate
