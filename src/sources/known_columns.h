// Which columns of tables are those of records that source tables recognise.
#pragma once

#include <vector>

#include "csv/header.h"
#include "sources/table.h"

namespace firstseen::sources {

// Whether the marks of some table may hold for a record with these columns, of whose values nothing is known: each is at a
// column, below one that holds JSON or XML, or an object that columns are part of (`destination.ip`).
csv::KnownColumns known_columns(const std::vector<SourceTable>& tables);

}  // namespace firstseen::sources
