// The built-in sources, in the order in which a record is tried against them: the first whose marks hold has
// it. Facts on every shape, with their origin: docs/sources.md.
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

// Lines that are no records.
std::vector<SourceTable> control_tables();

// All of them.
std::vector<SourceTable> builtin_tables();

// What may stand around records of any source.
std::vector<json::Wrapper> builtin_wrappers();

}  // namespace firstseen::sources::tables
