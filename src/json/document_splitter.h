// Splits a file that does not have one document per line into documents: a JSON array,
// pretty-printed documents, or any sequence of these.
//
//   [ {"a": 1},      elements of top-level arrays and top-level objects are documents;
//     {"a": 2} ]     anything else (`Record 7`) is a document up to the end of its line
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

  // Returns the next document in `bytes`, or nullopt if it does not end there. `bytes` is the
  // buffer of the last call, possibly with more bytes at the end.
  std::optional<Span> next(std::string_view bytes);

  // Returns the last document, which was not ended, or nullopt if there is none. Call this at the
  // end of the input.
  std::optional<Span> rest(std::string_view bytes);

  // Call this after dropping the first `count` bytes of the buffer. A document that began there
  // continues without them.
  void drop(std::size_t count);

  // Returns where the current document begins; between documents, the scan position.
  std::size_t pending() const { return in_document_ ? begin_ : at_; }

 private:
  enum class Shape : unsigned char { kNested, kLoose };  // ends with a bracket; with a separator

  bool begin_document(char c);
  bool ends_document(char c);
  bool is_in_mark(char c);

  std::size_t at_ = 0;          // the scan position
  std::size_t begin_ = 0;       // of the current document
  std::size_t depth_ = 0;       // open brackets of the current document
  std::size_t mark_bytes_ = 0;  // bytes read of a byte order mark; 0: the document is not one
  Shape shape_ = Shape::kNested;
  bool in_document_ = false;
  bool in_array_ = false;  // within a top-level array
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace firstseen::json
