#include "output/columns.h"

#include <algorithm>

#include "output/escape.h"

namespace firstseen::output {
namespace {

std::vector<std::size_t> widths_of(const std::vector<Cells>& rows, const std::vector<ColumnStyle>& styles) {
  std::vector<std::size_t> widths;
  for (const ColumnStyle& style : styles) widths.push_back(style.min_width);
  for (const Cells& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], character_count(row[i].text));
  }
  return widths;
}

// The colour ends before the padding, so that no line ends in coloured spaces.
void append_cell(std::string& out, const Cell& cell, std::size_t width, bool right, bool last) {
  const std::size_t padding = width - character_count(cell.text);
  if (right) out.append(padding, ' ');
  out += cell.colour.empty() ? cell.text : "\x1b[" + cell.colour + "m" + cell.text + "\x1b[0m";
  if (last) return;
  out.append((right ? 0 : padding) + kColumnGap, ' ');
}

}  // namespace

std::string in_columns(const std::vector<Cells>& rows, std::string_view indent,
                       const std::vector<ColumnStyle>& styles) {
  const std::vector<std::size_t> widths = widths_of(rows, styles);
  std::string out;
  for (const Cells& row : rows) {
    out += indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool right = i < styles.size() && styles[i].right;
      append_cell(out, row[i], widths[i], right, i + 1 == row.size());
    }
    out += '\n';
  }
  return out;
}

}  // namespace firstseen::output
