// Analysed text: the words that an analyzer of Elasticsearch finds, compared in lower case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "unicode/words.h"

namespace firstseen::predicate {

// Iterates over the words of a text.
class Words {
 public:
  Words(event::Analyzer analyzer, std::string_view text) : analyzer_(analyzer), standard_(text) {}

  // Returns the next word in `word`, or false at the end. A word of ASCII characters is a view into
  // the text, in its original case; one with other characters is in lower case and valid until the
  // next call.
  bool next(std::string_view& word);

  // Returns the words after the current one.
  Words rest() const { return {analyzer_, standard_.rest()}; }

 private:
  bool next_of_script(std::string_view& word);

  event::Analyzer analyzer_;
  unicode::WordCursor standard_;
  std::string lower_;
};

// Returns the words of a query's value, in lower case.
std::vector<std::string> analyse(event::Analyzer analyzer, std::string_view text);

// Whether `text` equals `lower`, ignoring ASCII case. REQUIRES: `lower` is in lower case.
bool equals_folded(std::string_view text, std::string_view lower);

// Compares `text` in lower case with `lower`, first by length, then by bytes. Returns a value less
// than, equal to or greater than zero.
int compare_folded(std::string_view text, std::string_view lower);

// Whether `text` contains the words of `phrase` consecutively. REQUIRES: `phrase` is not empty.
bool has_phrase(event::Analyzer analyzer, std::string_view text, const std::vector<std::string>& phrase);

}  // namespace firstseen::predicate
