// The line of a table that names its columns.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::csv {

// A longer text is not the name of a column. This bounds how much longer rows are as documents.
inline constexpr std::size_t kMaxNameBytes = 128;

// The first bytes of a file that decide whether it is a table.
inline constexpr std::size_t kHeadBytes = 64 * 1024;

struct Header {
  std::vector<std::string> names;  // one per column, without blanks around them; may be empty
  char delimiter = ',';            // `,` `;` or tab
  char line_end = '\n';            // of the file: LF, before which a CR may be, or CR
  std::size_t begin = 0;           // of the line, after blank lines and those about the file
  std::size_t end = 0;             // after its line end
};

// Whether records of some source have such columns.
using KnownColumns = std::function<bool(const std::vector<std::string>& names)>;

// Returns the header if `line`, without its end, may be one: all its cells can be names, and there are at least two,
// or only one and no delimiter.
std::optional<Header> header_of_line(std::string_view line);

// Returns the header of a table that begins with `head`. Before it there may be a byte order mark, blank lines, and the
// lines that Excel (`sep=;`) and PowerShell (`#TYPE …`) write. nullopt if its first other line can be none.
std::optional<Header> header_of(std::string_view head);

// A report may have its title, its query and the like before a table.
inline constexpr std::size_t kMaxPreambleLines = 10;

// Returns the header of known columns that follows at most so many lines.
std::optional<Header> header_after_preamble(std::string_view head, const KnownColumns& known);

// Whether the line is about the file, not of the table.
bool is_about_file(std::string_view line);

// Whether the row after the header has as many cells, so that `head` is a table, whatever its columns.
bool has_rows(std::string_view head, const Header& header);

}  // namespace firstseen::csv
