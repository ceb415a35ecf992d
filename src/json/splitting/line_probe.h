// Decides whether a line within a document could begin another document, if the one around it turns
// out to be damaged.
//
//   {"a":1},        a whole object, or several, also as elements of an array: begins one
//   {               an object that is not indented deeper than the document around it: begins one
//   }, {            a bracket there that closes: ends the document around it
#pragma once

#include <cstddef>

#include "json/splitting/string_state.h"

namespace firstseen::json::splitting {

class LineProbe {
 public:
  enum class Verdict : unsigned char { kUndecided, kNeither, kBegins, kCloses };

  // Begins a line. `indentation` is that of the line on which the document around it begins.
  void begin(std::size_t indentation);

  // Adds so many blanks at the begin of the line.
  void add_blanks(std::size_t count) { blanks_ += count; }

  // Adds the next byte; the last one of the line is its newline. Not called after a verdict.
  Verdict add(char c);

  // Whether `[` precedes the first object of the line.
  bool opens_array() const { return opens_array_; }

 private:
  enum class Phase : unsigned char { kBefore, kWithin, kAfter };

  Verdict add_before(char c);
  void add_within(char c);

  Phase phase_ = Phase::kBefore;
  std::size_t indentation_ = 0;  // of the document around
  std::size_t blanks_ = 0;       // of the line
  std::size_t depth_ = 0;
  bool bare_ = true;  // only blanks so far
  bool opens_array_ = false;
  StringState string_;
};

}  // namespace firstseen::json::splitting
