// The values of a finding as plain text, for formats made of cells.
#pragma once

#include <string>
#include <string_view>

#include "output/finding_columns.h"

namespace firstseen::output {

// A term's value without the quotes of its JSON.
std::string plain_value(std::string_view json);

// Not escaped: `field=value; field=value` for terms, `a; b` for a list, RFC 3339 for a time.
std::string plain_text(const Cell& cell);

}  // namespace firstseen::output
