// Finds where the rows of a table end: with their line or, if a cell of it is quoted, with a later one. A quote that is not
// closed, or is followed by what cannot follow one, may be the damage of one row rather than the begin of a long cell. If
// a later line within the row tells that it is a row by itself, each line up to it is one.
//
//   a,"b,c          damaged
//   d,e,f           tells, as it has as many cells as the header
//   g,"h            one row
//   i",j
//
// Where rows end is a function of the file's bytes alone. Each byte is looked at a bounded number of times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "csv/header.h"

namespace firstseen::csv {

class RowFinder {
 public:
  // More than one row may be lost there.
  enum class Loss : std::uint8_t {
    kNone,
    kUnclosed,  // a quote does not close before the end of the file, and nothing tells a row; lines are read as rows
    kTooLong,  // likewise within `max_row` bytes; of a longer line these are the row, and the rest is dropped
  };

  struct Row {
    std::size_t end = 0;    // without its line end
    std::size_t next = 0;   // where the next row begins
    std::size_t lines = 0;  // line ends before that
    Loss loss = Loss::kNone;
  };

  RowFinder(const Header& header, std::size_t max_row)
      : columns_(header.names.size()),
        delimiter_(header.delimiter),
        line_end_(header.line_end),
        max_row_(max_row) {}

  // Returns the row that begins at `begin`; nullopt if more bytes must be read, of which none follow once `ended`. What is
  // left of a line that was too long is an empty row. `bytes` is the buffer of the last call, with more bytes at its
  // end. REQUIRES: `begin` is within `bytes`, and at the `next` of the last row.
  std::optional<Row> find(std::string_view bytes, std::size_t begin, bool ended);

  // Call this after dropping the first `count` bytes of the buffer.
  void drop(std::size_t count) { single_until_ -= single_until_ < count ? single_until_ : count; }

  // Another table begins.
  void begin_table(const Header& header) {
    columns_ = header.names.size();
    delimiter_ = header.delimiter;
  }

 private:
  // What is looked at of a row.
  struct View {
    std::string_view text;
    bool whole;  // no more of it will be looked at
    bool cut;    // it goes on
  };

  std::optional<Row> find_line(const View& view, std::size_t line_end);
  std::optional<Row> find_quoted(const View& view, std::size_t first_end);
  std::optional<Row> pass_quoted(const View& view, std::size_t first_end, std::size_t& probed,
                                 std::size_t& at);
  std::optional<bool> line_tells(const View& view, std::size_t& probed, std::size_t up_to);
  std::optional<Row> first_of_all(const View& view, std::size_t line_end);
  Row row_of(std::string_view text, std::size_t line_end) const;
  Row first_line(std::string_view text, std::size_t single_until);
  bool is_row(std::string_view line) const;

  std::size_t columns_;
  char delimiter_;
  char line_end_;
  std::size_t max_row_;
  std::size_t begin_ = 0;         // of the current row, in the buffer
  std::size_t single_until_ = 0;  // rows that begin before it are single lines
  bool skipping_ = false;         // within a line that was too long
};

}  // namespace firstseen::csv
