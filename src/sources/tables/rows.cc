#include "sources/tables/rows.h"

#include <algorithm>
#include <iterator>

namespace firstseen::sources::tables {

Mapping row(std::string field, std::string path, ConverterRef converter) {
  Mapping mapping;
  mapping.field = std::move(field);
  mapping.path = std::move(path);
  mapping.converter = converter;
  return mapping;
}

Mapping mapped(std::string field, std::string path, SharedMap map) {
  return with_map(row(std::move(field), std::move(path), "map"), std::move(map));
}

Mapping with_map(Mapping mapping, SharedMap map) {
  mapping.map = std::move(map);
  return mapping;
}

Mapping with_argument(Mapping mapping, std::string argument) {
  mapping.argument = std::move(argument);
  return mapping;
}

Mapping subtree(const std::string& field, const std::string& path) {
  return row(field + "*", path + "*");
}

Mapping constant(std::string field, std::vector<std::string> values) {
  Mapping mapping = row(std::move(field), {}, "constant");
  mapping.map = ValueMap{{}, ValueMap::Otherwise::kAbsent, std::move(values)};
  return mapping;
}

Mapping derived(Mapping mapping) {
  mapping.derived = true;
  return mapping;
}

Mapping when(std::vector<Condition> guards, Mapping mapping) {
  mapping.guards = std::move(guards);
  return mapping;
}

Mapping absent_when(std::vector<Condition> guards, std::string field) {
  Mapping mapping = when(std::move(guards), constant(std::move(field), {}));
  mapping.stops = true;
  return mapping;
}

void append(std::vector<Mapping>& all, Mapping row) {
  all.push_back(std::move(row));
}

void append(std::vector<Mapping>& all, std::vector<Mapping> rows) {
  std::move(rows.begin(), rows.end(), std::back_inserter(all));
}

SharedMap transport_map() {
  static const SharedMap kMap = ValueMap{{{"tcpv4", {"tcp"}},
                                          {"tcpv6", {"tcp"}},
                                          {"6", {"tcp"}},
                                          {"udpv4", {"udp"}},
                                          {"udpv6", {"udp"}},
                                          {"17", {"udp"}}},
                                         ValueMap::Otherwise::kLowercase,
                                         {}};
  return kMap;
}

}  // namespace firstseen::sources::tables
