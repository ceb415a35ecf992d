// How Sysmon's event data is read, wherever an exporter puts it.
#pragma once

#include <string>
#include <vector>

#include "sources/table.h"

namespace firstseen::sources::tables {

// Where one exporter puts what every Sysmon record has.
struct SysmonLayout {
  std::string data;  // prefix of the event data's fields
  std::string event_id;
  std::string host;
  std::string user_id;               // the event's own account; empty: there is none
  std::vector<Mapping> clocks = {};  // for records without UtcTime

  bool small_first = false;            // the keys of the event data begin with a small letter
  bool windows = true;                 // the rows name Windows, Sysmon's provider there, and its channel
  bool winlog = true;                  // there are rows of winlog.*
  std::vector<Condition> guards = {};  // further guards of every row
};

// All rows, UtcTime before any other clock.
std::vector<Mapping> sysmon_rows(const SysmonLayout& layout);

// Event id → event.category and event.type; the title of a rendered message → event id.
SharedMap sysmon_categories();
SharedMap sysmon_types();
SharedMap sysmon_titles();

}  // namespace firstseen::sources::tables
