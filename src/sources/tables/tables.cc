#include "sources/tables/tables.h"

#include <algorithm>
#include <iterator>

#include "sources/tables/rows.h"

namespace firstseen::sources::tables {

namespace {

// Adds the rows of what a record lacks and is found in it by its name, or around it.
void add_found(SourceTable& table) {
  for (const char* const field : {"@timestamp", "host.name"}) {
    const bool has_rows = std::any_of(table.mappings.begin(), table.mappings.end(),
                                      [&](const Mapping& mapping) { return mapping.may_fill(field); });
    // A field of ECS that has rows is read only by these.
    if (table.ecs && !has_rows) table.mappings.push_back(row(field, field, "ecs"));
  }
  append(table.mappings, derived(row("@timestamp", kFoundTime, "epoch")));
  append(table.mappings, derived(row("@timestamp", kTimeAround, "epoch")));
  append(table.mappings, derived(row("host.name", kHostAround)));
}

}  // namespace

std::vector<SourceTable> builtin_tables() {
  std::vector<SourceTable> all;
  for (const auto make : {control_tables, defender_tables, sentinelone_tables, sysmon_tables, windows_tables,
                          endgame_tables, ecs_tables}) {
    std::vector<SourceTable> tables = make();
    for (SourceTable& table : tables) {
      if (!table.control) add_found(table);
    }
    std::move(tables.begin(), tables.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace firstseen::sources::tables
