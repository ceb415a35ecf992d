// Rows that read Sysmon's event data, for any exporter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/table.h"

namespace firstseen::sources::tables {

// Where one exporter puts the parts of every Sysmon record.
struct SysmonLayout {
  std::string data;  // path prefix of the event data's fields
  std::string event_id;
  std::string host;
  std::string user_id;               // the event record's own account; empty: none
  std::vector<Mapping> clocks = {};  // time rows for records without UtcTime

  bool lowercase_first = false;        // keys of the event data begin with a lowercase letter
  bool windows = true;                 // add rows for Windows, its Sysmon provider and channel
  bool winlog = true;                  // add rows for winlog.*
  std::vector<Condition> guards = {};  // added to the guards of every row
};

// Returns the path of a field of the event data.
std::string sysmon_data_path(const SysmonLayout& layout, std::string_view name);

// Returns all rows. UtcTime takes precedence over the other times.
std::vector<Mapping> sysmon_rows(const SysmonLayout& layout);

// Maps of event ids, and of titles of rendered messages.
SharedMap sysmon_categories();
SharedMap sysmon_types();
SharedMap sysmon_ids_of_titles();
SharedMap sysmon_categories_of_titles();
SharedMap sysmon_types_of_titles();

}  // namespace firstseen::sources::tables
