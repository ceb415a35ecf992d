// The third stage: an AST to a tree of typed tests. Every field gets a slot, every literal is checked against
// its field's type.
#pragma once

#include <vector>

#include "event/field.h"
#include "firstseen/error.h"
#include "kql/ast.h"
#include "kql/query_text.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

struct Typed {
  // One predicate for each node of the AST, in its order and with its span. A `field:value` of several tests
  // is an `or` of them, which have no span.
  Predicate tree;
  // Fields that ECS does not know, each once, and tests that nothing can pass.
  std::vector<Error> warnings;
};

// Adds the query's fields to `fields`. With `suggest`, a warning about an unknown field names the ECS field
// that may be meant, which takes a search through all of them.
Result<Typed> type(const kql::Ast& ast, const kql::QueryText& query, event::FieldSet& fields, bool suggest);

}  // namespace firstseen::predicate
