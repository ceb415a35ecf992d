// Estimates the cost of a test, so that cheap tests run first.
#pragma once

#include <cstdint>

#include "predicate/predicate.h"

namespace firstseen::program {

// In units of the cheapest test. The number of values in a slot is unknown here and not included.
std::uint64_t cost(const predicate::Predicate& predicate);

}  // namespace firstseen::program
