// Finds parts of a query that mean something else than they look like: text that is searched for in
// every field and contains an operator of another language, quotes that are text, wildcards that are
// none.
#pragma once

#include "firstseen/error.h"
#include "kql/ast.h"
#include "kql/query_text.h"

namespace firstseen::kql {

// Returns one warning per such part, with its place and the query that was meant. A plain word is not
// one.
Errors doubtful_parts(const QueryText& query, const Ast& ast);

}  // namespace firstseen::kql
