// Typing: converts an AST to a tree of typed tests. Every field gets a slot, and every literal is
// checked against the type of its field.
#pragma once

#include <vector>

#include "event/field.h"
#include "firstseen/error.h"
#include "kql/ast.h"
#include "kql/query_text.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

struct Typed {
  // One predicate per node of the AST, in the same order and with the same span. A `field:value`
  // that needs several tests becomes an `or` of tests without spans.
  Predicate tree;
  // Warns once about each field that is not in ECS, and about tests that nothing can pass.
  std::vector<Error> warnings;
  std::vector<Error> unknown_fields;  // one per field that is not in ECS
};

// Adds the query's fields to `fields`. With `suggest`, a warning about an unknown field names a
// similar ECS field, which requires a search through all of them.
Result<Typed> type(const kql::Ast& ast, const kql::QueryText& query, event::FieldSet& fields, bool suggest);

}  // namespace firstseen::predicate
