// Names as different exporters spell them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Returns the letters and digits of a name, in lower case: `src.process.pid`, `src_process_pid` and `SrcProcessPid` are one
// name. What Kusto's union or Log Analytics append for the type of a column (`_string`, `_d` …), and a unit in brackets
// (`Timestamp [UTC]`), do not count.
std::string letters_of(std::string_view name);

// Returns the names that a column may have beside others in the usual spelling: what Kusto's union appends for types that
// differ among its tables, `ProcessId_long`, or underscores for dots.
std::vector<std::string> column_names(std::string_view name);

// Returns the name without what is appended for a type or a unit.
std::string_view without_type(std::string_view name);

}  // namespace firstseen::text
