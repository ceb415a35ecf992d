// Shorthand for the rows of the built-in tables.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources/table.h"

namespace firstseen::sources::tables {

inline Condition key(std::string path) {
  return {std::move(path), Test::kKey, {}, false, false};
}
inline Condition value(std::string path) {
  return {std::move(path), Test::kValue, {}, false, false};
}
inline Condition object(std::string path) {
  return {std::move(path), Test::kObject, {}, false, false};
}
inline Condition empty_object(std::string path) {
  return {std::move(path), Test::kEmptyObject, {}, false, false};
}
// In a union of tables, the name of a column may have its type: `ProcessId_long`. Returns that none of them does.
inline std::vector<Condition> untyped(std::initializer_list<const char*> names) {
  std::vector<Condition> all;
  for (const char* const type : {"_string", "_dynamic", "_long", "_int", "_real"}) {
    for (const char* const name : names) {
      all.push_back({std::string(name) + type, Test::kKey, {}, false, true});
    }
  }
  return all;
}

inline Condition only_key(std::string path) {
  return {std::move(path), Test::kOnlyKey, {}, false, false};
}
inline Condition equals(std::string path, std::string text) {
  return {std::move(path), Test::kEquals, std::move(text), true, false};
}
inline Condition starts_with(std::string path, std::string text) {
  return {std::move(path), Test::kStartsWith, std::move(text), true, false};
}
inline Condition contains(std::string path, std::string text) {
  return {std::move(path), Test::kContains, std::move(text), true, false};
}
inline Condition no(Condition condition) {
  condition.negated = true;
  return condition;
}

// A row that copies or converts one raw path.
Mapping row(std::string field, std::string path, ConverterRef converter = "verbatim");
// A row that looks up the raw value in a map.
Mapping mapped(std::string field, std::string path, SharedMap map);
// Set the map or the argument of a row's converter.
Mapping with_map(Mapping mapping, SharedMap map);
Mapping with_argument(Mapping mapping, std::string argument);
// A row that reads every field below `field` from below `path`; both end in a dot, or `path` is empty:
// the fields are at the top of the record.
Mapping subtree(const std::string& field, const std::string& path);
// A row that sets the same values in every record.
Mapping constant(std::string field, std::vector<std::string> values);
// Marks the row as derived, as findings report it.
Mapping derived(Mapping mapping);
// Restricts the row to records where all guards hold.
Mapping when(std::vector<Condition> guards, Mapping mapping);
// A row that leaves the field absent if all guards hold, no matter what later rows yield.
Mapping absent_when(std::vector<Condition> guards, std::string field);

inline std::size_t row_count(const Mapping&) {
  return 1;
}
inline std::size_t row_count(const std::vector<Mapping>& rows) {
  return rows.size();
}
void append(std::vector<Mapping>& all, Mapping row);
void append(std::vector<Mapping>& all, std::vector<Mapping> rows);

// A list of rows: `rows({row(…), row(…)})`. Rows are moved; an initializer list would copy them,
// and every start assembles thousands.
template <std::size_t N>
std::vector<Mapping> rows(Mapping (&&list)[N]) {
  return {std::make_move_iterator(std::begin(list)), std::make_move_iterator(std::end(list))};
}

// Concatenates rows and lists of rows.
template <typename... Parts>
std::vector<Mapping> joined(Parts... parts) {
  std::vector<Mapping> all;
  all.reserve((row_count(parts) + ...));
  (append(all, std::move(parts)), ...);
  return all;
}

// Returns the tables in order.
template <typename... Tables>
std::vector<SourceTable> tables_of(Tables... tables) {
  std::vector<SourceTable> all;
  all.reserve(sizeof...(tables));
  (all.push_back(std::move(tables)), ...);
  return all;
}

// Transport names of all vendors: tcpv4, tcpv6 and 6 become tcp, udpv4, udpv6 and 17 become udp;
// others are lowercased.
SharedMap transport_map();

}  // namespace firstseen::sources::tables
