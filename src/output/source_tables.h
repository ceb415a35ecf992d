// Source tables for a person: `firstseen inspect --tables`.
#pragma once

#include <string>

#include "firstseen/error.h"
#include "firstseen/input.h"
#include "sources/table.h"

namespace firstseen::output {

// One table: its shape and source, the marks that recognise its records, and its rows in the order in which
// they are tried.
std::string to_table_text(const sources::SourceTable& table);

// The tables that the request reads with, those of mappings first; only those of its source, where it names
// one, and of that shape, where it is not empty. Fails when there is no such shape.
Result<std::string> to_tables_text(const ReadRequest& request, const std::string& shape);

}  // namespace firstseen::output
