// The values of a finding as plain text, for cell-based formats.
#pragma once

#include <string>
#include <string_view>

#include "output/finding_columns.h"

namespace firstseen::output {

// Returns a term's JSON value without its quotes and escapes.
std::string plain_value(std::string_view json);

// Returns unescaped text: `field=value; field=value` for terms, `a; b` for a list, RFC 3339 for a
// time.
std::string plain_text(const Cell& cell);

}  // namespace firstseen::output
