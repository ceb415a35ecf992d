// The parts of a finding as plain text, for formats made of cells.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/finding.h"

namespace firstseen::output {

// A term's value without the quotes of its JSON.
std::string plain_value(std::string_view json);

// `field=value; field=value`.
std::string terms_text(const Finding& finding);

// `full`, `partial`, or nothing for a rule without a window.
std::string_view history_text(const Finding& finding);

}  // namespace firstseen::output
