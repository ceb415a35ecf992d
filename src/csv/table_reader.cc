#include "csv/table_reader.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "csv/cells.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::csv {
namespace {

// A line of JSON among rows, as in files that were put together.
bool is_document(std::string_view row) {
  return row.starts_with("{\"");
}

void note_names(const Header& header, std::uint64_t offset, std::uint64_t line, RowSink& sink) {
  const std::set<std::string> names(header.names.begin(), header.names.end());
  const auto unnamed =
      static_cast<std::size_t>(std::count(header.names.begin(), header.names.end(), std::string()));
  if (unnamed > 0) sink.flaw(offset, line, kUnnamedColumn);
  if (names.size() - (unnamed > 0 ? 1 : 0) < header.names.size() - unnamed)
    sink.flaw(offset, line, kRepeatedColumn);
}

void append(bytes::Buffer& out, std::size_t& size, std::string_view text) {
  if (out.size() - size < text.size()) out.resize(std::max(2 * out.size(), size + text.size()));
  std::memcpy(out.data() + size, text.data(), text.size());
  size += text.size();
}

}  // namespace

TableReader::TableReader(Header header, KnownColumns known, std::size_t max_row)
    : header_(std::move(header)),
      known_(std::move(known)),
      max_row_(max_row),
      finder_(header_, max_row),
      writer_(header_, max_row) {}

// Whether the row may be the header of other columns. Nearly all rows begin with a time or a number.
bool TableReader::begins_table(std::string_view row) const {
  const std::size_t first = row.starts_with('"') ? 1 : 0;
  if (!known_ || row.size() <= first || text::is_digit(row[first])) return false;
  const auto header = header_of_line(row);
  return header && header->names.size() > 1 && known_(header->names);
}

// Whether the row is a header, of which the columns are those of the next rows.
bool TableReader::is_header(std::string_view row, const RowFinder::Row& found, RowSink& sink) {
  if (row == header_line_) return true;
  if (!begins_table(row)) return false;
  const char line_end = header_.line_end;
  header_ = *header_of_line(row);
  header_.line_end = line_end;
  header_line_ = row;
  finder_.begin_table(header_);
  writer_ = RowWriter(header_, max_row_);
  note_names(header_, found.end - row.size(), lines_, sink);
  return true;
}

// Adds a row that may be a line of JSON.
void TableReader::add_row(std::string_view row, std::uint64_t offset, bytes::Buffer& out, std::size_t& size,
                          RowSink& sink) {
  const std::size_t begin = size;
  RowWriter::Written written;
  if (is_document(row)) {
    append(out, size, row);
  } else {
    written = writer_.write(row, out, size);
  }
  if (written.ragged) sink.flaw(offset, lines_, kRaggedRow);
  if (written.damaged) sink.flaw(offset, lines_, kBadQuote);
  if (!written.empty) sink.document(begin, size, offset, lines_);
}

// Reads the header, and what is before it: rows, as in a file that was cut, or other lines. Returns where it ends.
std::size_t TableReader::begin_table(std::string_view bytes, bytes::Buffer& out, std::size_t& size,
                                     RowSink& sink) {
  begun_ = true;
  std::size_t at = bytes.starts_with(text::kByteOrderMark) ? text::kByteOrderMark.size() : 0;
  for (; at < header_.begin; ++lines_) {
    const std::size_t end = bytes.find(header_.line_end, at);
    std::string_view line = bytes.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool is_row = count_cells(line, header_.delimiter) == header_.names.size();
    const bool is_other = text::is_blank(line) || is_about_file(line);
    if (is_row && !is_other) add_row(line, at, out, size, sink);
    if (!is_row && !is_other) sink.flaw(at, lines_, kPreamble);
    at = end + 1;
  }
  note_names(header_, at, lines_, sink);
  const std::string_view line = bytes.substr(at, header_.end - at);
  header_line_ = line.substr(0, line.find_last_not_of("\r\n") + 1);
  if (line.ends_with(header_.line_end)) ++lines_;
  return header_.end;
}

std::size_t TableReader::read(std::string_view bytes, bool ended, bytes::Buffer& out, std::size_t& size,
                              RowSink& sink) {
  lines_ = 0;
  std::size_t at = 0;
  if (!begun_) at = begin_table(bytes, out, size, sink);
  while (at < bytes.size() && size < kEnoughBytes) {
    const auto found = finder_.find(bytes, at, ended);
    if (!found) break;
    std::string_view row = bytes.substr(at, found->end - at);
    if (row.starts_with(text::kByteOrderMark)) row.remove_prefix(text::kByteOrderMark.size());
    const std::size_t begin = size;
    if (!text::is_blank(row) && !is_about_file(row) && !is_header(row, *found, sink))
      add_row(row, at, out, size, sink);
    if (found->loss != RowFinder::Loss::kNone && size - begin <= max_row_) sink.loss(at, lines_, found->loss);
    lines_ += found->lines;
    at = found->next;
  }
  finder_.drop(at);
  return at;
}

}  // namespace firstseen::csv
