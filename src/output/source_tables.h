// Source tables as text: `firstseen inspect --tables`.
#pragma once

#include <string>

#include "firstseen/error.h"
#include "firstseen/input.h"
#include "sources/table.h"

namespace firstseen::output {

// Prints one table: its shape and source, the marks that identify its records, and its rows in
// evaluation order.
std::string to_table_text(const sources::SourceTable& table);

// Prints the tables that the request uses, those from mapping files first. Limited to the request's
// source and to `shape`, unless these are empty. Fails if there is no such shape.
Result<std::string> to_tables_text(const ReadRequest& request, const std::string& shape);

}  // namespace firstseen::output
