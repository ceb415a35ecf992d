// The built-in sources, in the order in which they are tried on a record. The first table whose
// marks hold is used. docs/sources.md describes every shape and its origin.
#pragma once

#include <vector>

#include "json/wrappers.h"
#include "sources/table.h"

namespace firstseen::sources::tables {

std::vector<SourceTable> defender_tables();
std::vector<SourceTable> sentinelone_tables();
std::vector<SourceTable> sysmon_tables();
std::vector<SourceTable> windows_tables();
std::vector<SourceTable> endgame_tables();
std::vector<SourceTable> ecs_tables();

// Lines that are not records.
std::vector<SourceTable> control_tables();

// All tables, in order.
std::vector<SourceTable> builtin_tables();

// Wrappers that may surround records of any source, and what records inherit from around them.
std::vector<json::Wrapper> builtin_wrappers();
struct InheritedPath {
  std::string from;
  std::string to;
};
std::vector<InheritedPath> inherited_paths();

}  // namespace firstseen::sources::tables
