// About how long a test takes, so that cheap ones come first.
#pragma once

#include <cstdint>

#include "kql/predicate.h"

namespace firstseen::kql {

// In units of the cheapest test. How many values a slot will have is not known here.
std::uint64_t cost(const Predicate& predicate);

}  // namespace firstseen::kql
