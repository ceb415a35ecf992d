// Follows the brackets, strings and separators of one JSON object or array, byte by byte, to find
// where it ends and whether it can be whole.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "json/splitting/string_state.h"

namespace firstseen::json::splitting {

class Structure {
 public:
  // Begins anew with `{` or `[`.
  void begin(char bracket);

  // Goes on after a value within these brackets, from the outside in: true for `{`. REQUIRES: there is one.
  void resume(std::vector<bool> open);

  // Adds the next byte. Returns true if it closes the first bracket.
  bool add(char c);

  // Adds bytes up to the first that is a line end or closes the first bracket, or including the first
  // that shows damage. Returns how many.
  std::size_t add_run(std::string_view bytes);

  // Whether a byte so far cannot be at its place: a line end within a string, a value where a key or
  // a comma belongs, a bracket that closes another kind. Scalars are not looked into. What is
  // damaged goes on: brackets still count, and strings end with their line.
  bool damaged() const { return damaged_; }

  // Whether a bracket cannot close here, because a key has no value.
  bool lacks_value() const {
    return expected_ == Expected::kColon || (expected_ == Expected::kValue && objects_.back());
  }

  // Whether the innermost open bracket is that of an element of an array.
  bool in_element() const { return objects_.size() > 1 && !objects_[objects_.size() - 2]; }

  // How many brackets are open.
  std::size_t depth() const { return objects_.size(); }

  // Whether a string between three quotes is open, which only a document of several lines may have.
  bool in_literal() const { return string_.in_literal(); }

  // Whether any document had one.
  bool has_literals() const { return has_literals_; }

  // Notes damage that shows only in what surrounds the document.
  void note_damage() { damaged_ = true; }

 private:
  enum class Expected : unsigned char { kKey, kColon, kValue, kComma };  // the latter: or a bracket

  bool add_in_string(char c);
  void begin_value();
  void begin_string();

  std::vector<bool> objects_;  // the open brackets: true for `{`
  Expected expected_ = Expected::kKey;
  StringState string_;
  bool in_scalar_ = false;
  bool has_lines_ = false;
  bool has_literals_ = false;
  bool damaged_ = false;
};

// Whether the text is one object or array, whole but for line ends in strings, and blanks.
bool is_whole(std::string_view text);

}  // namespace firstseen::json::splitting
