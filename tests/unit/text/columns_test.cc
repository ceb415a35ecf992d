#include "text/columns.h"

#include <catch2/catch_test_macros.hpp>

namespace firstseen::text {
namespace {

TEST_CASE("columns: padded to the widest cell, the last one not at all") {
  struct Row {
    std::vector<AlignedRow> rows;
    std::vector<ColumnStyle> styles;
    std::string text;
  };
  const std::vector<Row> table{
      {{}, {}, ""},
      {{{"a", "b"}, {"long", "c"}}, {}, "  a     b\n  long  c\n"},
      {{{"a"}, {"long", "c"}}, {}, "  a\n  long  c\n"},
      {{{"é", "b"}, {"xy", "c"}}, {}, "  é   b\n  xy  c\n"},
      {{{"a", "b"}}, {{4}, {4}}, "  a     b\n"},
      {{{"n", "b"}, {"10", "c"}}, {{0, true}}, "   n  b\n  10  c\n"},
      {{{"a", "n"}, {"b", "10"}}, {{}, {0, true}}, "  a   n\n  b  10\n"},
      {{{{"a", "1"}, "b"}, {"long", "c"}}, {}, "  \x1b[1ma\x1b[0m     b\n  long  c\n"},
  };
  for (const Row& row : table) CHECK(in_columns(row.rows, "  ", row.styles) == row.text);
}

}  // namespace
}  // namespace firstseen::text
