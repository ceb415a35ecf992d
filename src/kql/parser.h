// The parser: builds an AST from tokens.
//
//   or        := and (`or` and)*
//   and       := not (`and` not)*
//   not       := `not` not | sub
//   sub       := `(` or `)`
//              | field `:` `{` or `}`
//              | field `:` `(` values `)`
//              | field `:` value
//              | field (`<` | `<=` | `>` | `>=`) value
//              | value
//   values    := value-and (`or` value-and)*
//   value-and := value-not (`and` value-not)*
//   value-not := `not` value-not | `(` values `)` | value
#pragma once

#include <cstddef>

#include "firstseen/error.h"
#include "kql/ast.h"
#include "kql/query_text.h"

namespace firstseen::kql {

// The maximum nesting depth of parentheses, braces and `not`; deeper queries are an error. This
// bounds every recursion over the AST and over the trees built from it.
inline constexpr std::size_t kMaxNesting = 256;

Result<Ast> parse(const QueryText& query);

}  // namespace firstseen::kql
