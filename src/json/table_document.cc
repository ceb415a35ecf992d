#include "json/table_document.h"

#include <simdjson.h>

#include <algorithm>

#include "json/writer.h"

namespace firstseen::json {
namespace {

namespace dom = simdjson::dom;

std::optional<std::vector<std::string>> column_names(const dom::object& table) {
  dom::array columns;
  if (table["columns"].get(columns) != simdjson::SUCCESS) return std::nullopt;
  std::vector<std::string> names;
  for (const dom::element column : columns) {
    std::string_view name;
    if (column["name"].get(name) != simdjson::SUCCESS) return std::nullopt;
    names.emplace_back(name);
  }
  return names;
}

using Cells = std::vector<std::vector<dom::element>>;

std::optional<Cells> cells_of(const dom::array& lists) {
  Cells cells;
  for (const dom::element list : lists) {
    dom::array items;
    if (list.get(items) != simdjson::SUCCESS) return std::nullopt;
    cells.emplace_back(items.begin(), items.end());
  }
  return cells;
}

bool all_have(const Cells& cells, std::size_t size) {
  return std::all_of(cells.begin(), cells.end(), [&](const auto& list) { return list.size() == size; });
}

// Returns a row as an object.
std::string document_of(const std::vector<std::string>& names, const std::vector<dom::element>& row) {
  std::string out;
  Writer writer(out);
  writer.begin_object();
  for (std::size_t i = 0; i < std::min(names.size(), row.size()); ++i)
    writer.key(names[i]).raw(simdjson::minify(row[i]));
  writer.end_object();
  return out;
}

// Converts columns of the same height to rows.
Cells transposed(const Cells& columns) {
  Cells rows(columns.front().size());
  for (const auto& column : columns) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
  }
  return rows;
}

}  // namespace

std::optional<TableRows> rows_of_table(std::string_view text) {
  dom::parser parser;
  dom::object table;
  if (parser.parse(text.data(), text.size()).get(table) != simdjson::SUCCESS) return std::nullopt;
  const auto names = column_names(table);
  if (!names) return std::nullopt;
  dom::array lists;
  const bool by_rows = table["rows"].get(lists) == simdjson::SUCCESS;
  if (!by_rows && table["values"].get(lists) != simdjson::SUCCESS) return std::nullopt;
  auto cells = cells_of(lists);
  if (!cells) return std::nullopt;
  TableRows rows;
  const bool as_many_lists_as_columns = !by_rows && cells->size() == names->size() && !names->empty();
  if (as_many_lists_as_columns && all_have(*cells, names->size())) {
    rows.ambiguous = names->size() > 1;  // a single cell is the same either way
  } else if (as_many_lists_as_columns && all_have(*cells, cells->front().size())) {
    cells = transposed(*cells);
  }
  if (rows.ambiguous) return rows;
  std::size_t bytes = 0;
  for (const auto& row : *cells) {
    rows.documents.push_back(document_of(*names, row));
    bytes += rows.documents.back().size();
    rows.too_large = bytes > kMaxTableBytes;
    if (rows.too_large) break;
  }
  return rows;
}

}  // namespace firstseen::json
