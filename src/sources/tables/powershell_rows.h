// Rows for events of PowerShell's operational log, for any exporter.
#pragma once

#include <string>
#include <vector>

#include "sources/table.h"

namespace firstseen::sources::tables {

// Where one exporter puts what the rows read.
struct PowerShellLayout {
  std::string data;  // path prefix of the event data's fields
  std::string event_id;
  std::string channel;
  std::string user_id;           // the event record's own account
  bool lowercase_first = false;  // keys of the event data begin with a lowercase letter
};

// Returns all rows. They apply to records of that log only.
std::vector<Mapping> powershell_rows(const PowerShellLayout& layout);

}  // namespace firstseen::sources::tables
