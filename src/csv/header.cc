#include "csv/header.h"

#include <algorithm>

#include "csv/cells.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::csv {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kDelimiters = ",;\t";

// Whether a text can be the name of a column. Times and numbers cannot, so that rows are not headers.
bool is_name(std::string_view text) {
  if (text.size() > kMaxNameBytes || text::is_digit(text.front()) || text.front() == '{') return false;
  const auto may_be_in = [](char c) {
    return text::is_ascii_letter(c) || text::is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
           " _.:-@()[]{}/#$%'?*&+"sv.find(c) != std::string_view::npos;
  };
  return std::all_of(text.begin(), text.end(), may_be_in) &&
         std::any_of(text.begin(), text.end(), [](char c) {
           return text::is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
         });
}

// Returns the names that a delimiter separates; none if some cell can be no name.
std::vector<std::string> names_of(std::string_view line, char delimiter) {
  std::vector<std::string> names;
  Cells cells(line, delimiter);
  for (Cell cell; cells.next(cell);) {
    std::string_view name = text::trimmed(cell.text);
    // An apostrophe keeps spreadsheets from reading a name as a formula.
    if (name.starts_with("'@")) name.remove_prefix(1);
    if (!name.empty() && !is_name(name)) return {};
    names.emplace_back(name);
  }
  return cells.damaged() ? std::vector<std::string>() : names;
}

// LF, unless the first line ends with CR alone.
char line_end_of(std::string_view head) {
  const std::size_t cr = head.find('\r');
  const std::size_t lf = head.find('\n');
  const bool alone = cr != std::string_view::npos && cr + 1 < head.size() && head[cr + 1] != '\n';
  return alone && cr < lf ? '\r' : '\n';
}

std::string_view line_at(std::string_view head, std::size_t begin, char line_end) {
  std::string_view line = head.substr(begin, std::min(head.find(line_end, begin), head.size()) - begin);
  if (line_end == '\n' && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Goes through the lines at the begin of a file, after a byte order mark.
class HeadLines {
 public:
  explicit HeadLines(std::string_view head)
      : head_(head.substr(0, kHeadBytes)), whole_(head.size() < kHeadBytes), line_end_(line_end_of(head_)) {
    end_ = head_.starts_with(text::kByteOrderMark) ? text::kByteOrderMark.size() : 0;
  }

  // Returns false at the end, and at a line of which not all is there.
  bool next() {
    begin_ = end_;
    const std::size_t line_end = head_.find(line_end_, begin_);
    if (begin_ == head_.size() || (!whole_ && line_end == std::string_view::npos)) return false;
    end_ = std::min(line_end, head_.size() - 1) + 1;
    return true;
  }

  std::string_view line() const { return line_at(head_, begin_, line_end_); }

  std::optional<Header> header() const {
    auto header = header_of_line(line());
    if (!header) return std::nullopt;
    header->line_end = line_end_;
    header->begin = begin_;
    header->end = end_;
    return header;
  }

 private:
  std::string_view head_;
  bool whole_;
  char line_end_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::optional<Header> header_of_line(std::string_view line) {
  Header header;
  for (const char delimiter : kDelimiters) {
    std::vector<std::string> names = names_of(line, delimiter);
    if (names.size() <= header.names.size()) continue;
    header.names = std::move(names);
    header.delimiter = delimiter;
  }
  const auto named = std::count_if(header.names.begin(), header.names.end(),
                                   [](const std::string& name) { return !name.empty(); });
  const bool enough = header.names.size() == 1 ? named == 1 : named > 1;
  return enough ? std::optional(std::move(header)) : std::nullopt;
}

bool is_about_file(std::string_view line) {
  constexpr std::string_view kExcel = "sep=";
  return line.starts_with("#TYPE ") || (line.size() == kExcel.size() + 1 && line.starts_with(kExcel));
}

std::optional<Header> header_of(std::string_view head) {
  HeadLines lines(head);
  while (lines.next()) {
    if (!text::is_blank(lines.line()) && !is_about_file(lines.line())) return lines.header();
  }
  return std::nullopt;
}

std::optional<Header> header_after_preamble(std::string_view head, const KnownColumns& known) {
  HeadLines lines(head);
  for (std::size_t preceding = 0; preceding <= kMaxPreambleLines && lines.next(); ++preceding) {
    auto header = lines.header();
    if (header && header->names.size() > 1 && known(header->names)) return header;
  }
  return std::nullopt;
}

bool has_rows(std::string_view head, const Header& header) {
  if (header.names.size() < 2 || header.end >= head.size()) return header.names.size() > 2;
  const std::string_view row = line_at(head, header.end, header.line_end);
  if (text::is_blank(row)) return header.names.size() > 2;
  // The quotes of a cell may go on in the next lines.
  return count_cells(row, header.delimiter, false) >= header.names.size() ||
         count_cells(head.substr(header.end), header.delimiter) >= header.names.size();
}

}  // namespace firstseen::csv
