// Joins the tests that an `or` makes of one slot: `port:139 or port:445` is one look-up in {139, 445}.
#pragma once

#include <vector>

#include "predicate/predicate.h"

namespace firstseen::program {

// The operands of an `or`, in their order, with those tests joined into the first of their kind and slot.
// Sets come out sorted, each value once.
std::vector<predicate::Predicate> merge_tests(std::vector<predicate::Predicate> operands);

}  // namespace firstseen::program
