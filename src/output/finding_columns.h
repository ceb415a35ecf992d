// The columns of a finding: for each, its name, its value, and the formats that include it.
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
using Windows = std::vector<std::pair<Seconds, HistoryProof>>;

struct Missing {};   // NDJSON null; an empty cell elsewhere
struct Omitted {};   // left out of NDJSON; an empty cell elsewhere
struct JsonObject {  // a value that is already JSON
  std::string_view text;
};

// A value of a finding. Its views are valid as long as the finding.
using Cell =
    std::variant<Missing, Omitted, bool, std::int64_t, std::uint64_t, std::string_view, std::string,
                 Timestamp, const std::vector<std::string>*, const Terms*, const Windows*, JsonObject>;

// A column of CSV. Columns follow the order of the rows; a higher `order` moves a column back.
struct CsvColumn {
  std::string_view title;  // empty: not in CSV
  int order = 0;
};

enum class TableRule : std::uint8_t {
  kAlways,
  kSeveralRules,  // only if findings come from several rules
};

// A column of the table. If all terms have the same single field, that field is the title. Numbers
// are right-aligned.
struct TableColumn {
  std::string_view title;                                // empty: not in the table
  int order = 0;                                         // ascending from left to right
  std::string_view (*colour)(const Finding&) = nullptr;  // color of a cell, as an SGR parameter
  TableRule when = TableRule::kAlways;
  int dropped = 0;      // left out if the table is too wide, lower numbers first; 0: never
  bool shrunk = false;  // shortened if it is too wide nevertheless
};

struct FindingColumn {
  std::string_view name;  // in NDJSON, `hosts.count` is key `count` of object `hosts`
  Cell (*value)(const Finding&);
  bool ndjson = true;  // NDJSON follows the order of the rows
  CsvColumn csv = {};
  TableColumn table = {};
};

const std::vector<FindingColumn>& finding_columns();

// `full` or `partial`.
std::string_view proof_name(HistoryProof proof);

// The columns of CSV and of the table, in display order.
const std::vector<FindingColumn>& csv_columns();
const std::vector<FindingColumn>& table_columns();

}  // namespace firstseen::output
