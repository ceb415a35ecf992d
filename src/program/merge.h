// Merges the tests of one slot within an `or`: `port:139 or port:445` is one lookup in {139, 445}.
#pragma once

#include <vector>

#include "predicate/predicate.h"

namespace firstseen::program {

// Returns the operands of an `or` in their order, with tests of the same kind and slot merged into
// the first of them. Sets are sorted and without duplicates.
std::vector<predicate::Predicate> merge_tests(std::vector<predicate::Predicate> operands);

}  // namespace firstseen::program
