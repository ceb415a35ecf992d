// Short spellings for the rows of the built-in tables.
#pragma once

#include <cstddef>
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
// A row that looks the raw value up.
Mapping mapped(std::string field, std::string path, SharedMap map);
// A row whose converter takes a map or an argument.
Mapping with_map(Mapping mapping, SharedMap map);
Mapping with_argument(Mapping mapping, std::string argument);
// A row that sets the same values in every record.
Mapping constant(std::string field, std::vector<std::string> values);
// The row, listed as derived in findings.
Mapping derived(Mapping mapping);
// The row, only where all guards hold.
Mapping when(std::vector<Condition> guards, Mapping mapping);
// Where all guards hold the field has no value, whatever later rows say.
Mapping absent_when(std::vector<Condition> guards, std::string field);

inline std::size_t row_count(const Mapping&) {
  return 1;
}
inline std::size_t row_count(const std::vector<Mapping>& rows) {
  return rows.size();
}
void append(std::vector<Mapping>& all, Mapping row);
void append(std::vector<Mapping>& all, std::vector<Mapping> rows);

// A list of rows, `rows({row(…), row(…)})`. Rows are moved, not copied as those of an initializer list:
// thousands are put together at every start.
template <std::size_t N>
std::vector<Mapping> rows(Mapping (&&list)[N]) {
  return {std::make_move_iterator(std::begin(list)), std::make_move_iterator(std::end(list))};
}

// Rows and lists of rows, one after the other.
template <typename... Parts>
std::vector<Mapping> joined(Parts... parts) {
  std::vector<Mapping> all;
  all.reserve((row_count(parts) + ...));
  (append(all, std::move(parts)), ...);
  return all;
}

// The tables, in their order.
template <typename... Tables>
std::vector<SourceTable> tables_of(Tables... tables) {
  std::vector<SourceTable> all;
  all.reserve(sizeof...(tables));
  (all.push_back(std::move(tables)), ...);
  return all;
}

// Transport names of all vendors: tcpv4, tcpv6 and 6 are tcp, udpv4, udpv6 and 17 are udp, others
// lower-cased.
SharedMap transport_map();

}  // namespace firstseen::sources::tables
