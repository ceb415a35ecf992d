#include "sources/tables/tables.h"

#include <iterator>

namespace firstseen::sources::tables {

std::vector<SourceTable> builtin_tables() {
  std::vector<SourceTable> all;
  for (const auto make : {control_tables, defender_tables, sentinelone_tables, sysmon_tables, windows_tables,
                          endgame_tables, ecs_tables}) {
    std::vector<SourceTable> tables = make();
    std::move(tables.begin(), tables.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace firstseen::sources::tables
