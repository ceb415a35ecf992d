// Tells tables from other texts by how they begin.
#pragma once

#include <optional>
#include <string_view>

#include "csv/header.h"

namespace firstseen::archive {

// Returns the header of the table that begins with `head`; nullopt if it is something else. A header of known columns in
// the first line tells. Any other, and one of known columns that follows lines of other text, needs a row that has as many
// cells, and no line that begins a record.
std::optional<csv::Header> table_in(std::string_view head, const csv::KnownColumns& known);

}  // namespace firstseen::archive
