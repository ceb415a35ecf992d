// Finds the record texts of a file that is not one record a line: one JSON array, pretty-printed documents,
// or any sequence of those.
//
//   [ {"a": 1},      the elements of top-level arrays and the top-level objects are texts;
//     {"a": 2} ]     what is neither (`Record 7`) is a text up to the end of its line
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace firstseen::json {

class DocumentSplitter {
 public:
  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  // The next text in `bytes`, which is the same buffer as in the last call or that buffer with more at its
  // end. Absent when it does not end in what is there.
  std::optional<Span> next(std::string_view bytes);

  // The end of the input has been reached: what is left, when it is more than white space.
  std::optional<Span> rest(std::string_view bytes);

  // The first `count` bytes of the buffer have been dropped; a text that began there is carried on without
  // them.
  void drop(std::size_t count);

  // Where the text that has begun but not ended begins; the scan position when none has.
  std::size_t pending() const { return in_document_ ? begin_ : at_; }

 private:
  enum class Shape : unsigned char { kNested, kLoose };  // by brackets; up to a separator

  bool begin_document(char c);
  bool ends_document(char c);
  bool is_in_mark(char c);

  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t depth_ = 0;       // brackets open within the text
  std::size_t mark_bytes_ = 0;  // of a byte order mark, when the text may be one
  Shape shape_ = Shape::kNested;
  bool in_document_ = false;
  bool in_array_ = false;  // within a top-level array
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace firstseen::json
