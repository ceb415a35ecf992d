// Analysed text: the words that Elasticsearch's standard analyzer finds, compared in lower case.
//
// UAX #29 word boundaries for ASCII, with every byte from 0x80 on a letter. Letters, digits and `_`
// form words. Between two letters, `:` `.` `'` do not end a word (example.com, o'neil); between two
// digits, `.` `,` `;` `'` do not (10.0.0.1, 1,000). Only ASCII letters are lowercased. Non-ASCII
// text is split into fewer words than in Elasticsearch.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::predicate {

// Iterates over the words of a text. Words are views into the text, in their original case.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // Returns the next word in `word`, or false at the end.
  bool next(std::string_view& word);

 private:
  bool goes_on(std::size_t position) const;

  std::string_view text_;
  std::size_t position_ = 0;
};

// Returns the words of a query's value, in lower case.
std::vector<std::string> analyse(std::string_view text);

// Whether `text` equals `lower`, ignoring ASCII case. REQUIRES: `lower` is in lower case.
bool equals_folded(std::string_view text, std::string_view lower);

// Compares `text` in lower case with `lower`, first by length, then by bytes. Returns a value less
// than, equal to or greater than zero.
int compare_folded(std::string_view text, std::string_view lower);

// Whether `text` contains the words of `phrase` consecutively. REQUIRES: `phrase` is not empty.
bool has_phrase(std::string_view text, const std::vector<std::string>& phrase);

}  // namespace firstseen::predicate
