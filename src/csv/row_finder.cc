#include "csv/row_finder.h"

#include <algorithm>

#include "csv/cells.h"

namespace firstseen::csv {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

}  // namespace

std::optional<RowFinder::Row> RowFinder::find(std::string_view bytes, std::size_t begin, bool ended) {
  begin_ = begin;
  const bool cut = bytes.size() - begin > max_row_;
  const View view{bytes.substr(begin, max_row_), cut || ended, cut};
  if (skipping_) {
    const std::size_t line_end = view.text.find(line_end_);
    skipping_ = line_end == kNowhere;
    const std::size_t used = skipping_ ? view.text.size() : line_end + 1;
    return Row{begin, begin + used, skipping_ ? 0U : 1U};
  }
  const std::size_t line_end = view.text.find(line_end_);
  // A line of JSON is none of quoted cells.
  const bool single = begin < single_until_ || view.text.starts_with("{\"");
  const bool quotes = !single && view.text.substr(0, line_end).find('"') != kNowhere;
  std::optional<Row> row = quotes ? find_quoted(view, line_end) : find_line(view, line_end);
  if (!row) return row;
  row->end += begin;
  row->next += begin;
  return row;
}

// Returns the row that a line end ends.
RowFinder::Row RowFinder::row_of(std::string_view text, std::size_t line_end) const {
  const bool ended = line_end < text.size();
  std::size_t end = ended ? line_end : text.size();
  if (line_end_ == '\n' && end > 0 && text[end - 1] == '\r') --end;
  return {end, ended ? line_end + 1 : text.size(), ended ? 1U : 0U};
}

std::optional<RowFinder::Row> RowFinder::find_line(const View& view, std::size_t line_end) {
  if (line_end == kNowhere && !view.whole) return std::nullopt;
  Row row = row_of(view.text, std::min(line_end, view.text.size()));
  skipping_ = line_end == kNowhere && view.cut;
  if (skipping_) row.loss = Loss::kTooLong;
  return row;
}

// Returns the first line as the row, after which lines are rows up to `single_until`.
RowFinder::Row RowFinder::first_line(std::string_view text, std::size_t single_until) {
  single_until_ = begin_ + single_until;
  return row_of(text, std::min(text.find(line_end_), text.size()));
}

// Returns the first line of a row of which nothing tells where it ends.
std::optional<RowFinder::Row> RowFinder::first_of_all(const View& view, std::size_t line_end) {
  if (line_end == kNowhere) return find_line(view, line_end);
  Row row = first_line(view.text, view.text.size());
  row.loss = view.cut ? Loss::kTooLong : Loss::kUnclosed;
  return row;
}

// Whether a line is a row by itself, quoted or not.
bool RowFinder::is_row(std::string_view line) const {
  if (line_end_ == '\n' && line.ends_with('\r')) line.remove_suffix(1);
  if (columns_ < 2 || line.empty()) return false;
  if (count_cells(line, delimiter_, false) == columns_) return true;
  Cells cells(line, delimiter_);
  std::size_t count = 0;
  for (Cell cell; cells.next(cell);) ++count;
  return count == columns_ && !cells.damaged();
}

// Looks for a line that is a row from `probed`, where a line begins, to the one with `up_to`. `probed` is then after that
// line, or after all of these. nullopt if more bytes must be read.
std::optional<bool> RowFinder::line_tells(const View& view, std::size_t& probed, std::size_t up_to) {
  while (probed <= up_to && probed < view.text.size()) {
    const std::size_t line_end = view.text.find(line_end_, probed);
    if (line_end == kNowhere && !view.whole) return std::nullopt;
    const std::size_t end = std::min(line_end, view.text.size());
    const bool tells = (line_end != kNowhere || !view.cut) && is_row(view.text.substr(probed, end - probed));
    probed = std::min(end + 1, view.text.size());
    if (tells) return true;
  }
  return false;
}

// Passes over the quoted cell at `at`. Returns the row that turns out to end with its first line, or one without
// `next` if it does not; nullopt if more bytes must be read.
std::optional<RowFinder::Row> RowFinder::pass_quoted(const View& view, std::size_t first_end,
                                                     std::size_t& probed, std::size_t& at) {
  QuotedEnd end = find_quoted_end(view.text, at + 1, delimiter_, line_end_);
  for (; !end.closed; end = find_quoted_end(view.text, end.quote + 1, delimiter_, line_end_)) {
    const bool open = end.quote == kNowhere;
    if (open && !view.whole) return std::nullopt;
    const auto told = line_tells(view, probed, open ? view.text.size() : end.quote);
    if (!told) return std::nullopt;
    if (*told) return first_line(view.text, probed);
    if (open) return first_of_all(view, first_end);
  }
  at = end.next;
  // What follows the quote decides.
  if (!view.whole && at + 1 >= view.text.size()) return std::nullopt;
  return Row{};
}

// Reads cells up to the end of the row. `first_end` is where its first line ends.
std::optional<RowFinder::Row> RowFinder::find_quoted(const View& view, std::size_t first_end) {
  const std::string_view text = view.text;
  std::size_t probed = std::min(first_end, text.size() - 1) + 1;
  std::size_t at = 0;
  std::size_t cells = 1;
  for (;; ++cells, ++at) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at < text.size() && text[at] == '"') {
      const auto row = pass_quoted(view, first_end, probed, at);
      if (!row || row->next != 0) return row;
    }
    while (at < text.size() && text[at] != delimiter_ && text[at] != line_end_) ++at;
    if (at == text.size() || text[at] == line_end_) break;
  }
  if (at == text.size() && !view.whole) return std::nullopt;
  if (at == text.size() && view.cut) return first_of_all(view, first_end);
  const std::size_t lines_within = static_cast<std::size_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), line_end_));
  if (lines_within > 0 && cells != columns_) {
    // The quote that closed it may have been the first one of another row.
    std::size_t second = first_end + 1;
    if (line_tells(view, second, second).value_or(false)) return first_line(text, second);
  }
  Row row = row_of(text, at);
  row.lines += lines_within;
  return row;
}

}  // namespace firstseen::csv
