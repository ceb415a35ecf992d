#include "json/tables.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json/scalar.h"
#include "json/walker.h"
#include "json/writer.h"
#include "text/spelling.h"

namespace firstseen::json {
namespace {

using At = Tokens::At;
using Names = std::vector<std::string>;
using Cells = std::vector<std::vector<std::string_view>>;  // JSON, row by row or column by column

constexpr std::array<std::string_view, 10> kNameKeys{"name", "Name",  "@Name", "columnName", "ColumnName",
                                                     "key",  "field", "Field", "text",       "id"};
constexpr std::array<std::string_view, 7> kValueKeys{"value",  "Value", "values", "#text",
                                                     "Values", "val",   "Text"};

template <typename Keys>
bool is_one_of(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string plain(std::string_view escaped) {
  std::string buffer;
  return std::string(key_of(escaped, buffer));
}

// Returns the JSON of each element of an array.
std::vector<std::string_view> elements_of(Tokens& tokens, At array) {
  std::vector<std::string_view> elements;
  tokens.each_element(array, [&](At element) {
    const At end = tokens.skip(element, 0);
    if (end != nullptr) elements.push_back(tokens.text(element, end));
    return end;
  });
  return elements;
}

// An element of a list of names: a string, or an object with one.
struct Column {
  std::optional<std::string> name;
  At values = nullptr;     // the only array of the object
  std::string_view value;  // JSON, of a pair
};

// Returns the value of a pair, or what its type is around: {"stringValue": "x"}.
std::string_view innermost(Tokens& tokens, At value, At end) {
  std::string_view found = tokens.text(value, end);
  if (tokens.kind(value) != '{') return found;
  tokens.each_member(value, [&](std::string_view raw, At inner) {
    const At after = tokens.skip(inner, 0);
    if (after != nullptr && raw.size() > 5 && raw.ends_with("Value")) found = tokens.text(inner, after);
    return after;
  });
  return found;
}

Column column_at(Tokens& tokens, At element) {
  Column column;
  if (tokens.kind(element) == '"') {
    column.name = plain(between_quotes(tokens.scalar(element)));
    return column;
  }
  if (tokens.kind(element) != '{') return column;
  std::string buffer;
  std::size_t arrays = 0;
  std::size_t best = kNameKeys.size();
  tokens.each_member(element, [&](std::string_view raw, At value) {
    const std::string_view key = key_of(raw, buffer);
    const At end = tokens.skip(value, 0);
    if (end == nullptr) return end;
    const auto rank =
        static_cast<std::size_t>(std::find(kNameKeys.begin(), kNameKeys.end(), key) - kNameKeys.begin());
    if (tokens.kind(value) == '"' && rank < best) {
      best = rank;
      column.name = plain(between_quotes(tokens.scalar(value)));
    }
    if (tokens.kind(value) == '[' && ++arrays == 1) column.values = value;
    if (is_one_of(kValueKeys, key)) column.value = innermost(tokens, value, end);
    return end;
  });
  if (arrays != 1) column.values = nullptr;
  return column;
}

// Returns the columns of a list of names; none if it is not one.
std::vector<Column> columns_at(Tokens& tokens, At array) {
  std::vector<Column> columns;
  bool all_named = true;
  tokens.each_element(array, [&](At element) {
    if (all_named) columns.push_back(column_at(tokens, element));
    all_named = all_named && columns.back().name.has_value();
    return tokens.skip(element, 0);
  });
  return all_named ? std::move(columns) : std::vector<Column>{};
}

bool is_array_of_arrays(Tokens& tokens, At array) {
  bool all = tokens.kind(array + 1) == '[';
  tokens.each_element(array, [&](At element) {
    all = all && tokens.kind(element) == '[';
    return tokens.skip(element, 0);
  });
  return all;
}

Cells cells_of(Tokens& tokens, At array) {
  Cells cells;
  tokens.each_element(array, [&](At element) {
    cells.push_back(elements_of(tokens, element));
    return tokens.skip(element, 0);
  });
  return cells;
}

bool all_have(const Cells& cells, std::size_t size) {
  return std::all_of(cells.begin(), cells.end(), [&](const auto& list) { return list.size() == size; });
}

// Converts columns of the same height to rows.
Cells transposed(const Cells& columns) {
  Cells rows(columns.front().size());
  for (const auto& column : columns) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
  }
  return rows;
}

// Returns a row as an object.
std::string document_of(const Names& names, const std::vector<std::string_view>& row) {
  std::string out;
  Writer writer(out);
  writer.begin_object();
  for (std::size_t i = 0; i < std::min(names.size(), row.size()); ++i) writer.key(names[i]).raw(row[i]);
  writer.end_object();
  return out;
}

TableRows rows_of(const Names& names, const Cells& cells) {
  TableRows rows;
  std::size_t bytes = 0;
  for (const auto& row : cells) {
    rows.documents.push_back(document_of(names, row));
    bytes += rows.documents.back().size();
    rows.too_large = bytes > kMaxTableBytes;
    if (rows.too_large) break;
  }
  return rows;
}

Names names_of(const std::vector<Column>& columns) {
  Names names;
  for (const Column& column : columns) names.push_back(*column.name);
  return names;
}

// A list of lists, and its key.
struct Lists {
  std::string key;
  Cells cells;
  At at;
};

// A list of names.
struct Columns {
  std::vector<Column> columns;
  At at;
};

// Pairs a list of names with the lists that are its rows, or its columns. Returns nullopt if they do not go together.
std::optional<TableRows> paired(const Names& names, const Lists& lists) {
  const Cells& cells = lists.cells;
  const bool by_rows = cells.front().size() == names.size();
  const bool by_columns = cells.size() == names.size() && all_have(cells, cells.front().size());
  const bool says_columns = text::letters_of(lists.key).starts_with("column");
  if (by_rows && by_columns && lists.key == "values" && names.size() > 1) return TableRows{{}, true};
  if (by_rows && !(by_columns && says_columns)) return rows_of(names, cells);
  if (by_columns) return rows_of(names, transposed(cells));
  return std::nullopt;
}

// The lists among the members of an object, in their order.
struct Members {
  std::vector<Columns> columns;
  std::vector<Lists> lists;
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_count;  // of so many names, where in `columns`

  void add(Tokens& tokens, At object, const Values& taken, std::size_t levels) {
    std::string buffer;
    tokens.each_member(object, [&](std::string_view raw, At value) {
      if (tokens.kind(value) == '{' && levels > 0) add(tokens, value, taken, levels - 1);
      if (tokens.kind(value) != '[' || taken.contains(value)) return tokens.skip(value, 0);
      if (is_array_of_arrays(tokens, value)) {
        lists.push_back({std::string(key_of(raw, buffer)), cells_of(tokens, value), value});
      } else if (auto found = columns_at(tokens, value); !found.empty()) {
        by_count[found.size()].push_back(columns.size());
        columns.push_back({std::move(found), value});
      }
      return tokens.skip(value, 0);
    });
  }

  // Returns the first so many names before the lists that follow `after`, else the first at all; nullptr if there are none.
  const Columns* names_for(std::size_t count, const Lists& rows, At after) const {
    const auto found = by_count.find(count);
    if (found == by_count.end()) return nullptr;
    const auto precedes = [&](std::size_t names) { return columns[names].at <= after; };
    const auto next = std::partition_point(found->second.begin(), found->second.end(), precedes);
    const bool is_before = next != found->second.end() && columns[*next].at < rows.at;
    return &columns[is_before ? *next : found->second.front()];
  }
};

std::optional<TableRows> rows_of_columns(Tokens& tokens, const std::vector<Column>& columns) {
  Cells cells;
  for (const Column& column : columns) {
    if (column.values == nullptr) return std::nullopt;
    cells.push_back(elements_of(tokens, column.values));
  }
  if (cells.front().empty() || !all_have(cells, cells.front().size())) return std::nullopt;
  return rows_of(names_of(columns), transposed(cells));
}

// Returns the row that an array of pairs is; nullopt if it is none.
std::optional<std::string> row_of_pairs(Tokens& tokens, At array) {
  const auto columns = columns_at(tokens, array);
  std::vector<std::string_view> row;
  for (const Column& column : columns) {
    if (column.value.empty()) return std::nullopt;
    row.push_back(column.value);
  }
  if (row.size() < 2) return std::nullopt;
  return document_of(names_of(columns), row);
}

std::optional<TableRows> rows_of_pairs(Tokens& tokens, At array) {
  TableRows rows;
  tokens.each_element(array, [&](At element) {
    if (auto row = row_of_pairs(tokens, element)) rows.documents.push_back(std::move(*row));
    return tokens.skip(element, 0);
  });
  return rows.documents.empty() ? std::nullopt : std::optional(std::move(rows));
}

// Returns the rows of an object whose members are the columns, so many at least; nullopt if it is none.
// `cells_of(column)` returns the values of one, or nullopt.
template <typename CellsOf>
std::optional<TableRows> rows_of_members(Tokens& tokens, At object, std::size_t fewest_columns,
                                         std::size_t fewest_rows, const CellsOf& cells_of) {
  Names names;
  Cells columns;
  bool all = true;
  std::string buffer;
  tokens.each_member(object, [&](std::string_view raw, At column) {
    auto cells = all ? cells_of(column) : std::nullopt;
    all = cells && (columns.empty() || cells->size() == columns.front().size());
    if (all) {
      names.emplace_back(key_of(raw, buffer));
      columns.push_back(std::move(*cells));
    }
    return tokens.skip(column, 0);
  });
  if (!all || names.size() < fewest_columns || columns.front().size() < fewest_rows) return std::nullopt;
  return rows_of(names, transposed(columns));
}

// The values of a column by the number of the row.
std::optional<std::vector<std::string_view>> numbered_cells(Tokens& tokens, At column) {
  if (tokens.kind(column) != '{') return std::nullopt;
  std::vector<std::string_view> cells;
  bool all = true;
  tokens.each_member(column, [&](std::string_view number, At value) {
    const At end = tokens.skip(value, 0);
    all = all && number == std::to_string(cells.size());
    if (end != nullptr) cells.push_back(tokens.text(value, end));
    return end;
  });
  return all ? std::optional(std::move(cells)) : std::nullopt;
}

std::optional<TableRows> rows_by_number(Tokens& tokens, At object) {
  return rows_of_members(tokens, object, 2, 1, [&](At column) { return numbered_cells(tokens, column); });
}

}  // namespace

std::vector<TableRows> tables_of(Tokens& tokens, At object, const Values& taken) {
  std::vector<TableRows> tables;
  std::size_t bytes = 0;
  const auto add = [&](std::optional<TableRows> rows, std::vector<At> parts) {
    if (!rows || bytes > kMaxTableBytes) return false;
    rows->parts = std::move(parts);
    for (const std::string& document : rows->documents) bytes += document.size();
    rows->too_large |= bytes > kMaxTableBytes;
    tables.push_back(std::move(*rows));
    return true;
  };
  if (add(rows_by_number(tokens, object), {object})) return tables;
  Members members;
  members.add(tokens, object, taken, 2);
  At after = object;
  for (const Lists& lists : members.lists) {
    if (lists.cells.empty()) continue;
    for (const std::size_t count : {lists.cells.front().size(), lists.cells.size()}) {
      const Columns* const names = members.names_for(count, lists, after);
      if (names != nullptr && add(paired(names_of(names->columns), lists), {lists.at, names->at})) break;
    }
    after = lists.at;
  }
  for (const Columns& columns : members.columns) add(rows_of_columns(tokens, columns.columns), {columns.at});
  return tables;
}

std::optional<NamedValue> pair_at(Tokens& tokens, At object) {
  Column column = column_at(tokens, object);
  if (!column.name || column.value.empty()) return std::nullopt;
  return NamedValue{std::move(*column.name), column.value};
}

std::optional<TableRows> rows_by_position(Tokens& tokens, At object) {
  constexpr std::size_t kFewest = 3;  // members of another object may be lists, too
  if (tokens.kind(object + 1) != '"' || tokens.kind(object + 3) != '[') return std::nullopt;
  const auto cells_of = [&](At column) {
    return tokens.kind(column) == '[' ? std::optional(elements_of(tokens, column)) : std::nullopt;
  };
  return rows_of_members(tokens, object, kFewest, 2, cells_of);
}

std::optional<TableRows> rows_of_array(Tokens& tokens, At array) {
  if (is_array_of_arrays(tokens, array)) {
    const auto columns = columns_at(tokens, array + 1);
    if (columns.empty()) return std::nullopt;
    const auto is_pair = [](const Column& column) { return !column.value.empty(); };
    if (std::all_of(columns.begin(), columns.end(), is_pair)) return rows_of_pairs(tokens, array);
    Cells cells = cells_of(tokens, array);
    cells.erase(cells.begin());
    return rows_of(names_of(columns), cells);
  }
  auto row = row_of_pairs(tokens, array);
  if (!row) return std::nullopt;
  TableRows rows;
  rows.documents.push_back(std::move(*row));
  return rows;
}

}  // namespace firstseen::json
