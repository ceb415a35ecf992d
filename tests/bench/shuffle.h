#pragma once

#include <string>
#include <string_view>

#include "random.h"

namespace firstseen::bench {

// The same JSON with the members of each object in a random order, also of objects inside others. Arrays
// keep their order. `json` is valid and has no white space outside of strings.
std::string shuffled(std::string_view json, Random& random);

}  // namespace firstseen::bench
