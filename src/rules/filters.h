// Converts query DSL, as stored by Kibana in the filters of a rule, to predicates.
#pragma once

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// A filter is `{"meta": {"negate": …, "disabled": …}, "query": {…}}` or the query alone. Supported
// queries: exists, term, terms, match_phrase, match, range, wildcard, prefix, query_string with a
// plain wildcard, bool, match_all, match_none. Any other query is an error that names it. Adds the
// fields of the filter to `fields`.
Result<predicate::Predicate> filter_predicate(const config::Node& filter, event::FieldSet& fields);

// Bool queries that are nested deeper are an error.
inline constexpr std::size_t kMaxFilterDepth = 64;

}  // namespace firstseen::rules
