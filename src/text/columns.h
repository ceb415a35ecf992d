// Aligned columns of text, used for all tables shown to people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstseen::text {

inline constexpr std::size_t kColumnGap = 2;

// A cell. Its text is printed unescaped: the caller must escape it.
struct AlignedCell {
  AlignedCell(std::string cell_text, std::string cell_colour = {})
      : text(std::move(cell_text)), colour(std::move(cell_colour)) {}
  AlignedCell(const char* cell_text) : text(cell_text) {}

  std::string text;
  std::string colour;  // SGR parameter such as `1;31`; empty: none
};

using AlignedRow = std::vector<AlignedCell>;

struct ColumnStyle {
  std::size_t min_width = 0;  // in characters
  bool right = false;         // right-aligned, for numbers
};

// Appends one cell of a column that is `column.min_width` wide. The last cell of a line is not
// padded unless its column is right-aligned. The color ends before the padding, so that no line
// ends in colored spaces.
void append_aligned(std::string& out, std::string_view text, std::string_view colour, ColumnStyle column,
                    bool last);

// Formats one line per row. A column is as wide as its widest cell. The last cell of a row is not
// padded unless its column is right-aligned. Columns without a style use the default.
std::string in_columns(const std::vector<AlignedRow>& rows, std::string_view indent,
                       const std::vector<ColumnStyle>& styles = {});

}  // namespace firstseen::text
