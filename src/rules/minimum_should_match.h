// Elasticsearch's minimum_should_match: how many of a number of clauses must match.
#pragma once

#include <cstdint>
#include <string_view>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::rules {

// The number of `clauses` that must match, which may be more than there are:
//
//   2        2              75%      three quarters, rounded down
//   -1       all but one    -25%     all but a quarter, rounded down
//   3<90%    all of up to 3, 90 % of more          2<-25% 9<-3   several such, ascending
//
// https://www.elastic.co/guide/en/elasticsearch/reference/current/query-dsl-minimum-should-match.html;
// the rounding is that of Queries.calculateMinShouldMatch in Elasticsearch.
Result<std::uint64_t> minimum_should_match(const config::Node& value, std::size_t clauses);

}  // namespace firstseen::rules
