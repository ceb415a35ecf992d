// Reads a file of rows as documents, one after another in a buffer.
//
//   ProcessId,Message       header: the names of what follows
//   4,"a                    one row, on two lines     ─▶  {"ProcessId":"4","Message":"a\nb"}
//   b"
//   ProcessId,Message       a file that was put behind it: a header again, of the same or of other columns
//   8,c                                               ─▶  {"ProcessId":"8","Message":"c"}
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bytes/buffer.h"
#include "csv/header.h"
#include "csv/row_finder.h"
#include "csv/row_writer.h"

namespace firstseen::csv {

// Receives what is read. Offsets and lines, from 0, are those in the bytes that were passed to read().
class RowSink {
 public:
  virtual ~RowSink() = default;
  // A document at [begin, end) of the buffer.
  virtual void document(std::size_t begin, std::size_t end, std::uint64_t offset, std::uint64_t line) = 0;
  // More than one row may be lost at the row that begins there.
  virtual void loss(std::uint64_t offset, std::uint64_t line, RowFinder::Loss loss) = 0;
  // Something is odd of a row or of a header; static text.
  virtual void flaw(std::uint64_t offset, std::uint64_t line, std::string_view what) = 0;
};

inline constexpr std::string_view kRaggedRow = "ragged_row";          // more or fewer cells than the header
inline constexpr std::string_view kBadQuote = "bad_quote";            // see RowWriter::Written::damaged
inline constexpr std::string_view kPreamble = "preamble";             // a line with text before the header
inline constexpr std::string_view kUnnamedColumn = "unnamed_column";  // a header with a cell that is empty
inline constexpr std::string_view kRepeatedColumn =
    "repeated_column";  // a header with a name that is there twice

// read() returns once documents have so many bytes, since names can make them many times as long as the rows.
inline constexpr std::size_t kEnoughBytes = 16 * 1024 * 1024;

class TableReader {
 public:
  // Of a file that begins with this header. Rows, and their documents, are read up to `max_row` bytes. `known` decides
  // which rows are headers of other columns; it may be empty.
  TableReader(Header header, KnownColumns known, std::size_t max_row);

  // Reads whole rows of `bytes`, of which nothing follows if `ended`, and adds their documents to `out` from `size`
  // on, its end after them. Returns the number of bytes read; the next call begins with the others. 0: more must be read.
  std::size_t read(std::string_view bytes, bool ended, bytes::Buffer& out, std::size_t& size, RowSink& sink);

  // The number of line ends in what the last call read.
  std::uint64_t lines() const { return lines_; }

 private:
  std::size_t begin_table(std::string_view bytes, bytes::Buffer& out, std::size_t& size, RowSink& sink);
  void add_row(std::string_view row, std::uint64_t offset, bytes::Buffer& out, std::size_t& size,
               RowSink& sink);
  bool begins_table(std::string_view row) const;
  bool is_header(std::string_view row, const RowFinder::Row& found, RowSink& sink);

  Header header_;
  std::string header_line_;
  KnownColumns known_;
  std::size_t max_row_;
  RowFinder finder_;
  RowWriter writer_;
  std::uint64_t lines_ = 0;
  bool begun_ = false;
};

}  // namespace firstseen::csv
