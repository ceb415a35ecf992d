// Elasticsearch's query DSL as predicates.
#pragma once

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// A query such as `{"term": {"user.name": "bob"}}`: bool, constant_score, exists, match, match_all,
// match_none, match_phrase, prefix, query_string of a plain wildcard, range, term, terms, wildcard.
// Adds its fields to `fields`. Any other kind, key or parameter is an error that names it.
Result<predicate::Predicate> query_predicate(const config::Node& query, event::FieldSet& fields);

// Deeper nesting of queries, or of filters in filters, is an error.
inline constexpr std::size_t kMaxFilterDepth = 64;

// More clauses than this times the number of them that must match is an error: a test of at least k
// of n clauses holds up to k copies of each.
inline constexpr std::size_t kMaxClauseCopies = 10'000;

}  // namespace firstseen::rules
