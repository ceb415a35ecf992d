// Converts tables of Elasticsearch's SQL and ES|QL to documents, one per row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::json {

// Limits the total size of the documents of a table, since each repeats the names of the columns.
inline constexpr std::size_t kMaxTableBytes = 256 * 1024 * 1024;

struct TableRows {
  std::vector<std::string> documents;  // flat objects, one per row
  bool ambiguous = false;              // `values` is square: its lists may be rows or columns
  bool too_large = false;              // the documents exceed kMaxTableBytes; the rest are missing
};

// Parses `{"columns": [{"name": …}, …], "rows": [[…], …]}`, or the same with `values` instead of
// `rows`: row by row as ES|QL writes it, or column by column as SQL does with `columnar`. Returns
// nullopt if the text is not such a table.
std::optional<TableRows> rows_of_table(std::string_view text);

}  // namespace firstseen::json
