// The cells of a row, as RFC 4180 has them: a cell that begins with a quote ends with the next quote that is followed by a
// delimiter or the end of the row; within it, two quotes are one.
//
//   a,"b ""c"", d",,"e"     →   a · b "c", d · (empty) · e
//
// What other readers disagree on: blanks around a cell do not count, those within its quotes do; a quote within a quoted
// cell that is followed by something else is part of it; one that nothing closes, and one within an unquoted cell, is text.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::csv {

struct Cell {
  std::string_view text;  // without its quotes, or the blanks around it; quotes in it may be doubled
  bool quoted = false;    // so they are
};

// Where a quoted cell ends.
struct QuotedEnd {
  static constexpr std::size_t kNone = std::string_view::npos;
  std::size_t quote =
      kNone;  // the closing quote, or one that is followed by something else; kNone: there is neither
  std::size_t next = 0;  // what follows the cell: a delimiter, or the end of the row
  bool closed = false;
};

// Looks for the end of the quoted cell in `bytes`, of which `from` is after the opening quote, or after a quote that did
// not close. A row ends at `line_end`, before which a CR may be, and at the end of `bytes`.
QuotedEnd find_quoted_end(std::string_view bytes, std::size_t from, char delimiter, char line_end);

class Cells {
 public:
  // `row` is without its line end.
  Cells(std::string_view row, char delimiter) : row_(row), delimiter_(delimiter) {}

  // Returns false at the end. A row has one cell at least.
  bool next(Cell& cell);

  // Whether a quote was not closed, or was followed by something else.
  bool damaged() const { return damaged_; }

 private:
  bool take_quoted(Cell& cell);

  std::string_view row_;
  char delimiter_;
  std::size_t at_ = 0;
  bool ended_ = false;
  bool damaged_ = false;
  bool literal_ = false;  // nothing closes the quotes of this row
};

// Returns the number of cells; without regard to quotes, if not `quotes`.
std::size_t count_cells(std::string_view row, char delimiter, bool quotes = true);

}  // namespace firstseen::csv
