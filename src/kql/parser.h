// The second stage: tokens to an AST.
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

// How deep parentheses, braces and `not` may stand in each other; deeper is an error. Bounds every recursion
// over the AST and over what is made of it.
inline constexpr std::size_t kMaxNesting = 256;

Result<Ast> parse(const QueryText& query);

}  // namespace firstseen::kql
