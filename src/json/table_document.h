// Tables of Elasticsearch's SQL and ES|QL, as the documents that their rows stand for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::json {

// The documents of a table together: each repeats the names of its columns.
inline constexpr std::size_t kMaxTableBytes = 256 * 1024 * 1024;

struct TableRows {
  std::vector<std::string> documents;  // flat objects, one a row
  bool ambiguous = false;              // a square `values`: rows and columns cannot be told apart
  bool too_large = false;              // there are more rows than kMaxTableBytes hold
};

// `{"columns": [{"name": …}, …], "rows": [[…], …]}`, or `values` instead of `rows`: row by row as ES|QL
// writes it, or column by column as SQL does with `columnar`. Absent when the text is no such table.
std::optional<TableRows> rows_of_table(std::string_view text);

}  // namespace firstseen::json
