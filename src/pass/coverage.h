// What inputs cover: the stretches of time that the spans of their files make together.
#pragma once

#include <vector>

#include "firstseen/timestamp.h"
#include "pass/reading.h"

namespace firstseen::pass {

// Returns the stretches, ascending; between two of them is a hole longer than `gap`. If reading `ended_early`, the documents
// at the end of a file may not have been sampled, so its span is that of all records that were parsed.
std::vector<Stretch> covered_by(const Reading& reading, Seconds gap, bool ended_early);

// The whole seconds from `from` to a later `to`.
Seconds seconds_between(const Timestamp& from, const Timestamp& to);

}  // namespace firstseen::pass
