// Tables as files, and their plain twin, which has the whole file and looks at one byte after another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

using Cells = std::vector<std::string>;

// The cells as a row without its end: quoted if they must be, or all.
std::string row_of(const Cells& cells, char delimiter = ',', bool quote_all = false);

// How records are tables.
struct TableStyle {
  char delimiter = ',';
  bool quote_all = false;
  bool dotted = true;  // nested names are dotted; else an object is JSON in a cell
};

// Records, JSON objects, as a table. Lists of scalars are joined as Discover does, other lists are JSON.
std::string as_table(const std::vector<std::string>& records, const TableStyle& style = {});

// A row of a table, read plainly.
struct PlainRow {
  Cells cells;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;  // from 0

  // As a document with these names; empty cells are absent.
  std::string document(const Cells& names) const;
};

// Returns the rows of a file in which all quotes are those of RFC 4180, its header the first one. Blank lines are none, and
// blanks around cells do not count.
std::vector<PlainRow> read_plainly(std::string_view file, char delimiter);

}  // namespace firstseen::test
