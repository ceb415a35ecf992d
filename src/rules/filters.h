// Query DSL, as Kibana stores it in a rule's filters, as predicates.
#pragma once

#include "document/node.h"
#include "firstseen/error.h"
#include "firstseen/field.h"
#include "kql/predicate.h"

namespace firstseen {

// A filter: `{"meta": {"negate": …, "disabled": …}, "query": {…}}`, or the query alone. exists, term, terms,
// match_phrase, match, range, wildcard, prefix, query_string that is a plain wildcard, bool, match_all.
// Adds its fields to `fields`. Anything else is an error that names it.
Result<kql::Predicate> filter_predicate(const Node& filter, FieldSet& fields);

// Nesting of bool queries beyond this is an error.
inline constexpr std::size_t kMaxFilterDepth = 64;

}  // namespace firstseen
