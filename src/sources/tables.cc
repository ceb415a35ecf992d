#include "sources/tables.h"

#include <iterator>

namespace firstseen {

std::vector<SourceTable> builtin_tables() {
  std::vector<SourceTable> all;
  for (auto& tables : {control_tables(), defender_tables(), sentinelone_tables(), sysmon_tables(),
                       windows_tables(), endgame_tables(), ecs_tables()}) {
    all.insert(all.end(), tables.begin(), tables.end());
  }
  return all;
}

}  // namespace firstseen
