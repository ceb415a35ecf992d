// Source tables for a person: `firstseen inspect --tables`.
#pragma once

#include <string>

#include "sources/table.h"

namespace firstseen::output {

// One table: its shape and source, the marks that recognise its records, and its rows in the order in which
// they are tried.
std::string to_table_text(const sources::SourceTable& table);

}  // namespace firstseen::output
