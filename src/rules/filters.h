// Query DSL, as Kibana stores it in a rule's filters, as predicates.
#pragma once

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// A filter: `{"meta": {"negate": …, "disabled": …}, "query": {…}}`, or the query alone. exists, term, terms,
// match_phrase, match, range, wildcard, prefix, query_string that is a plain wildcard, bool, match_all.
// Adds its fields to `fields`. Anything else is an error that names it.
Result<predicate::Predicate> filter_predicate(const config::Node& filter, event::FieldSet& fields);

// Nesting of bool queries beyond this is an error.
inline constexpr std::size_t kMaxFilterDepth = 64;

}  // namespace firstseen::rules
