#include "csv/cells.h"

#include <algorithm>

namespace firstseen::csv {

QuotedEnd find_quoted_end(std::string_view bytes, std::size_t from, char delimiter, char line_end) {
  QuotedEnd end;
  std::size_t at = from;
  while ((at = bytes.find('"', at)) != std::string_view::npos) {
    if (at + 1 < bytes.size() && bytes[at + 1] == '"') {
      at += 2;
      continue;
    }
    end.quote = at;
    if (at + 1 < bytes.size() && bytes[at + 1] == delimiter) {  // as most do
      end.next = at + 1;
      end.closed = true;
      return end;
    }
    end.next = std::min(bytes.find_first_not_of(' ', at + 1), bytes.size());
    const std::string_view after = bytes.substr(end.next, 2);
    const bool ends_row = after.empty() || after.front() == line_end ||
                          (after.front() == '\r' && (after.size() == 1 || after[1] == line_end));
    end.closed = ends_row || after.front() == delimiter;
    return end;
  }
  return end;
}

bool Cells::take_quoted(Cell& cell) {
  for (std::size_t from = at_ + 1;;) {
    const QuotedEnd end = find_quoted_end(row_, from, delimiter_, '\n');
    damaged_ |= !end.closed;
    if (end.quote == QuotedEnd::kNone) {
      literal_ = true;
      return false;
    }
    if (!end.closed) {
      from = end.quote + 1;
      continue;
    }
    cell = {row_.substr(at_ + 1, end.quote - at_ - 1), true};
    at_ = end.next;
    return true;
  }
}

bool Cells::next(Cell& cell) {
  if (ended_) return false;
  at_ = std::min(row_.find_first_not_of(' ', at_), row_.size());
  const bool quoted = at_ < row_.size() && row_[at_] == '"' && !literal_ && take_quoted(cell);
  if (!quoted) {
    const std::size_t end = std::min(row_.find(delimiter_, at_), row_.size());
    const std::size_t inked = row_.substr(at_, end - at_).find_last_not_of(' ');
    cell = {row_.substr(at_, inked == std::string_view::npos ? 0 : inked + 1), false};
    at_ = end;
  }
  ended_ = at_ >= row_.size();
  ++at_;  // the delimiter
  return true;
}

std::size_t count_cells(std::string_view row, char delimiter, bool quotes) {
  if (!quotes) return 1 + static_cast<std::size_t>(std::count(row.begin(), row.end(), delimiter));
  Cells cells(row, delimiter);
  std::size_t count = 0;
  for (Cell cell; cells.next(cell);) ++count;
  return count;
}

}  // namespace firstseen::csv
