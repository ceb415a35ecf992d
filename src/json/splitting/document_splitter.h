// Splits a file that does not have one document per line into documents: a JSON array, pretty-printed documents, or any sequence
// of these. Elements of top-level arrays, and top-level objects, are documents; anything else (`Record 7`) is one up to the end of
// its line.
//
// A document that does not end within its line may be damaged: cut short, or a quote or bracket is missing. The first later line
// that could begin another document (LineProbe) is remembered. If the document turns out to be damaged (Structure), does not end,
// or is too long, it ends before that line, and splitting goes on there. Once more bytes were scanned again than the file has so
// far, a document that does not end within its line ends at such a line at once: the cost is linear.
//
// A damaged element of an array with others on its line ends where another can begin (LostElement).
//
// A document of `streamed` bytes in which an array of objects is open is read element by element: each is a document, with what is
// around the array (Envelope), and so is what precedes and what follows the array, unless it is only brackets. Elements shorter than
// their envelope are put together. If `streamed` is 0, each outermost array of objects is read so, and each element by itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "json/splitting/envelope.h"
#include "json/splitting/line_probe.h"
#include "json/splitting/lost_element.h"
#include "json/splitting/string_state.h"
#include "json/splitting/structure.h"

namespace firstseen::json::splitting {

class DocumentSplitter {
 public:
  enum class Loss : unsigned char {
    kNone,     // the document is whole, or damage cost no other one
    kDamaged,  // further documents may be in it, or it may be the container of those that follow
    kTooLong,  // likewise, because it is longer than max_document
  };

  struct Span {
    std::size_t begin;
    std::size_t end;
    Loss loss = Loss::kNone;
    std::shared_ptr<const Envelope> around = nullptr;  // nullptr: the bytes are the document
  };

  // Of a document longer than `max_document` bytes that no other line can end, one byte more is
  // returned; the rest is dropped.
  explicit DocumentSplitter(std::size_t max_document = SIZE_MAX, std::size_t streamed = SIZE_MAX)
      : max_document_(max_document), streamed_(streamed) {}

  // Returns the next document in `bytes`, or nullopt if it does not end there. `bytes` is the
  // buffer of the last call, possibly with more bytes at the end.
  std::optional<Span> next(std::string_view bytes);

  // Returns the last document, which was not ended, or nullopt if there is none. Call this at the
  // end of the input. Others may follow it: call next() again, until rest() returns nullopt.
  std::optional<Span> rest(std::string_view bytes);

  // Call this after dropping the first `count` bytes of the buffer. REQUIRES: count <= pending().
  void drop(std::size_t count);

  // Returns up to where the buffer is no longer needed: where the current document begins; between
  // documents, the scan position.
  std::size_t pending() const;

  // Whether a top-level array is open. At the end of the input: its end is missing.
  bool in_array() const { return in_array_; }

  // Whether a document so far has a string that with_escaped_literals() changes.
  bool has_literals() const { return structure_.has_literals(); }

 private:
  enum class Shape : unsigned char { kNested, kLoose };  // ends with a bracket; with a separator

  void begin_line();
  void note_indentation(char c);
  void begin_document(char c);
  bool add_loose(char c);
  bool add_nested(char c);
  bool is_in_mark(char c);
  bool must_end() const { return structure_.damaged() || eager_ || skipping_; }
  void probe(char c);
  void add_run(std::string_view bytes);
  std::optional<Span> add(std::string_view bytes, char c);
  std::optional<Span> resume_at_other(std::string_view bytes, bool swallowed, Loss loss);
  std::nullopt_t lose_members();
  bool begin_lost(std::string_view bytes, bool closed);
  std::optional<Span> add_lost(std::string_view bytes, char c);
  std::optional<Span> end_lost(std::size_t end);
  bool is_own_bracket(char c) const;
  bool goes_on_after_array(char c);
  bool goes_on_after_elements(char c);
  bool ends_elements();
  std::optional<Span> begin_elements(std::string_view bytes);
  void end_elements();
  Span end_group();
  bool is_short_element() const;
  bool begins_outermost_element(char c) const;

  std::size_t max_document_;
  std::size_t streamed_;
  std::size_t at_ = 0;           // the scan position
  std::size_t begin_ = 0;        // of the current document
  std::size_t indentation_ = 0;  // of the current line
  std::size_t mark_bytes_ = 0;   // bytes read of a byte order mark; 0: the document is not one
  Shape shape_ = Shape::kNested;
  bool indenting_ = true;  // only blanks so far in the current line
  bool in_document_ = false;
  bool in_array_ = false;                           // within a top-level array
  std::optional<std::size_t> element_indentation_;  // of the first element of the array
  bool is_stray_ = false;                           // a loose document is a bracket that closes nothing
  StringState string_;                              // of a loose document
  bool skipping_ = false;                           // the current document was returned as too long

  bool lost_ = false;    // the current document is a damaged element
  bool closed_ = false;  // and its brackets are closed
  LostElement lost_element_;
  bool array_damaged_ = false;    // an element of the array was lost
  bool array_may_go_on_ = false;  // `]` was just read, after which the line goes on if it ended another array

  std::vector<Elements> elements_;  // from the outside in
  // After `]`, which need not end the array: another element may follow, in an object, where it cannot be otherwise, or if an
  // element was lost, behind what closes that.
  std::optional<std::size_t> elements_end_;
  enum class After : unsigned char {
    kNothing,
    kBrackets,
    kComma
  } after_ = After::kNothing;                 // what follows it so far
  std::shared_ptr<const Envelope> envelope_;  // of the current document
  std::size_t look_at_ = SIZE_MAX;  // the size of the current document at which an open array is looked for
  bool is_rest_ = false;            // the current document is what follows elements
  bool grouping_ = false;           // it goes on with the next element

  // Of the current nested document.
  Structure structure_;
  LineProbe probe_;
  bool probing_ = false;
  bool closes_ = false;               // the line closes it, by indentation
  bool eager_ = false;                // ends at the first line that could begin another
  std::size_t around_ = 0;            // indentation of its first line, or of the first element of its array
  std::size_t line_begin_ = 0;        // of the line being probed
  std::optional<std::size_t> other_;  // the first line in it that could begin another document

  std::uint64_t offset_ = 0;     // of the buffer in the file
  std::uint64_t furthest_ = 0;   // bytes of the file scanned so far
  std::uint64_t rescanned_ = 0;  // bytes scanned again
};

}  // namespace firstseen::json::splitting
