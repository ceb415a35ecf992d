// Objects that are written as names and values apart from each other.
//
//   {"columns":[{"name":"a"},{"name":"b"}],"rows":[[1,2],[3,4]]}    SQL, ES|QL, Kusto, data frames
//   {"fields":["a","b"],"data":[[1,3],[2,4]]}                       the same, column by column
//   {"columns":[{"name":"a","values":[1,3]},…]}                     columns that hold their values
//   {"a":[1,3],"b":[2,4]}                                           the columns alone
//   {"a":{"0":1,"1":3},"b":{"0":2,"1":4}}                           columns by the numbers of rows
//   [["a","b"],[1,2],[3,4]]                                         names in the first row
//   [{"name":"a","value":1},{"name":"b","value":2}]                 one object as a list of pairs
//
// Internal to this folder, because it exposes tokens.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "json/tokens.h"

namespace firstseen::json {

// Limits the total size of the rows of an object's tables, since each repeats the names of the columns.
inline constexpr std::size_t kMaxTableBytes = 256 * 1024 * 1024;

// Positions of values.
using Values = std::set<Tokens::At>;

struct TableRows {
  std::vector<std::string> documents;  // flat objects, one per row
  bool ambiguous = false;              // `values` is square: its lists may be rows or columns
  bool too_large = false;              // the documents exceed kMaxTableBytes; the rest are missing
  std::vector<Tokens::At> parts =
      {};  // the values that it consists of, if it is an object; the first has the cells
};

// Returns the rows of each table whose names and values are members of the object at `object`, or of objects that are
// its members. Values in `taken` are of other tables. REQUIRES: the object's tokens are in place.
std::vector<TableRows> tables_of(Tokens& tokens, Tokens::At object, const Values& taken);

// A name and a value.
struct NamedValue {
  std::string name;
  std::string_view value;  // JSON
};

// Returns the pair that an object is, {"name": "a", "value": 1}; nullopt if it is none.
std::optional<NamedValue> pair_at(Tokens& tokens, Tokens::At object);

// The same of an object all of whose members are lists of the same length: the columns.
std::optional<TableRows> rows_by_position(Tokens& tokens, Tokens::At object);

// The same of an array whose first element has the names, and of an array of pairs, which is one row, or of such
// arrays.
std::optional<TableRows> rows_of_array(Tokens& tokens, Tokens::At array);

}  // namespace firstseen::json
