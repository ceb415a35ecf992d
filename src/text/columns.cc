#include "text/columns.h"

#include <algorithm>

#include "text/display_width.h"

namespace firstseen::text {
namespace {

std::vector<std::size_t> widths_of(const std::vector<AlignedRow>& rows,
                                   const std::vector<ColumnStyle>& styles) {
  std::vector<std::size_t> widths;
  for (const ColumnStyle& style : styles) widths.push_back(style.min_width);
  for (const AlignedRow& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i].text));
  }
  return widths;
}

}  // namespace

void append_aligned(std::string& out, std::string_view text, std::string_view colour, ColumnStyle column,
                    bool last) {
  const std::size_t padding = column.min_width - std::min(column.min_width, display_width(text));
  if (column.right) out.append(padding, ' ');
  if (!colour.empty()) out.append("\x1b[").append(colour).append("m");
  out += text;
  if (!colour.empty()) out += "\x1b[0m";
  if (!last) out.append((column.right ? 0 : padding) + kColumnGap, ' ');
}

std::string in_columns(const std::vector<AlignedRow>& rows, std::string_view indent,
                       const std::vector<ColumnStyle>& styles) {
  const std::vector<std::size_t> widths = widths_of(rows, styles);
  std::string out;
  for (const AlignedRow& row : rows) {
    out += indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool right = i < styles.size() && styles[i].right;
      append_aligned(out, row[i].text, row[i].colour, {widths[i], right}, i + 1 == row.size());
    }
    out += '\n';
  }
  return out;
}

}  // namespace firstseen::text
