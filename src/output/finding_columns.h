// What a finding shows, one row per column: its name, its value and the formats that have it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "firstseen/finding.h"

namespace firstseen::output {

using Terms = std::vector<std::pair<std::string, std::string>>;

struct Missing {};   // NDJSON null, elsewhere an empty cell
struct Omitted {};   // NDJSON has no such key
struct JsonObject {  // a value that is JSON already
  std::string_view text;
};

// A value of a finding. Its views die with the finding.
using Cell = std::variant<Missing, Omitted, bool, std::int64_t, std::uint64_t, std::string_view, std::string,
                          Timestamp, const std::vector<std::string>*, const Terms*, JsonObject>;

// A column of CSV. Columns are in the order of the rows, but for those with a later `order`.
struct CsvColumn {
  std::string_view title;  // empty: CSV does not have it
  int order = 0;
};

enum class TableRule : std::uint8_t {
  kAlways,
  kSeveralRules,  // only when the findings are of several rules
  kWide,          // only where there is room
};

// A column of the table. Terms that all have one field show its name as their title. Numbers align right.
struct TableColumn {
  std::string_view title;        // empty: the table does not have it
  int order = 0;                 // ascending from left to right
  std::string_view colour = {};  // of its cells, as an SGR parameter
  TableRule when = TableRule::kAlways;
  bool squeezed = false;  // shortened where the table is too wide
};

struct FindingColumn {
  std::string_view name;  // `hosts.count` is the key `count` of the object `hosts` in NDJSON
  Cell (*value)(const Finding&);
  bool ndjson = true;  // in the order of the rows
  CsvColumn csv = {};
  TableColumn table = {};
};

const std::vector<FindingColumn>& finding_columns();

// Those that CSV and the table have, in their order.
const std::vector<FindingColumn>& csv_columns();
const std::vector<FindingColumn>& table_columns();

}  // namespace firstseen::output
