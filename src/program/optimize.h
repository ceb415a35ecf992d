// The optimizer: makes an equivalent tree that is cheaper to evaluate.
//
//   constants are folded
//   double negations are dropped
//   `and` in `and` and `or` in `or` are flattened
//   tests of one slot in an `or` are merged into one set per kind of test
//   `not a and not b` becomes `not (a or b)`, so that those merge too
//   cheap tests come first
//
// Equal queries do not always become equal trees.
#pragma once

#include <vector>

#include "firstseen/ip_address.h"
#include "predicate/predicate.h"

namespace firstseen::program {

// Near-linear in the number of tests. `internal_networks` is added to each group of addresses,
// positive or negated, in which the query itself lists all three networks of RFC 1918, and to no
// other. Filters of one rule are optimized separately and then joined, so that a group never spans
// two of them.
predicate::Predicate optimize(predicate::Predicate predicate,
                              const std::vector<Cidr>& internal_networks = {});

}  // namespace firstseen::program
