// Analysed text: the words of a text as Elasticsearch's standard analyzer finds them, compared in lower case.
//
// UAX #29 word boundaries for ASCII, with every byte from 0x80 on a letter: letters, digits and `_` make
// words; between two letters `:` `.` `'` do not end one (example.com, o'neil), between two digits `.` `,` `;`
// `'` do not (10.0.0.1, 1,000). Only ASCII letters lose their case. Texts beyond ASCII break into fewer words
// than there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::predicate {

// Walks over the words of a text. A word is a view into the text, in the case it has there.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // The next word; false at the end.
  bool next(std::string_view& word);

 private:
  bool goes_on(std::size_t position) const;

  std::string_view text_;
  std::size_t position_ = 0;
};

// The words of a query's value, in lower case.
std::vector<std::string> analyse(std::string_view text);

// Whether `lower`, which is in lower case, is `text` without regard to ASCII case.
bool equals_folded(std::string_view text, std::string_view lower);

// Less than, equal to or greater than zero: `text` in lower case against `lower`, first by length, then by
// bytes.
int compare_folded(std::string_view text, std::string_view lower);

// Whether `phrase`, which is not empty, stands in `text` as consecutive words.
bool has_phrase(std::string_view text, const std::vector<std::string>& phrase);

}  // namespace firstseen::predicate
