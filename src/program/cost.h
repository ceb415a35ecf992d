// About how long a test takes, so that cheap ones come first.
#pragma once

#include <cstdint>

#include "predicate/predicate.h"

namespace firstseen::program {

// In units of the cheapest test. How many values a slot will have is not known here.
std::uint64_t cost(const predicate::Predicate& predicate);

}  // namespace firstseen::program
