// Warnings that precede the summary: whatever could hide a match.
#pragma once

#include <string>

#include "firstseen/hunt.h"

namespace firstseen::output {

// Inputs that were not read or gave nothing, places where documents may be lost, malformed documents,
// values and records that were lost; for a hunt, also records that cannot match and matches without a
// term. One per line; lists are cut and their rest is counted.
std::string to_warnings_text(const ReadReport& report);
std::string to_warnings_text(const HuntResult& result);

}  // namespace firstseen::output
