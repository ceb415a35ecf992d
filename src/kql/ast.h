// The parser's output: the query as written, before fields have types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kql/literal.h"
#include "kql/span.h"

namespace firstseen::kql {

enum class NodeKind : std::uint8_t {
  kEverything,  // an empty query, `*` and `*:*`
  kIs,          // field:value, and a bare value
  kRange,       // field >= value
  kNested,      // field:{ child }
  kNot,
  kAnd,
  kOr,
};

enum class RangeOperator : std::uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual };

std::string_view to_string(RangeOperator op);

// The field of a bare value, which matches any field.
inline constexpr std::uint32_t kAnyField = UINT32_MAX;

// The span covers everything written for the node: its operands, the words between them, and the
// parentheses around it. A value list begins at its field; each value in the list covers only its
// own text.
//
//   not (a:1 or b:2) and c:(x or not y)
//   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  and
//   ~~~~~~~~~~~~~~~~                     not
//       ~~~~~~~~~~~~                     or
//        ~~~                             a:1
//               ~~~                      b:2
//                        ~~~~~~~~~~~~~~  or
//                           ~            c:x
//                                ~~~~~   not
//                                    ~   c:y
struct Node {
  NodeKind kind = NodeKind::kEverything;
  RangeOperator op = RangeOperator::kLess;  // kRange
  std::uint32_t field = kAnyField;          // kIs, kRange, kNested: an index into Ast::fields
  Literal value;                            // kIs, kRange
  Span span;                                // in the query; empty for an empty query
  std::vector<Node> children;               // kNested, kNot: one; kAnd, kOr: two or more
};

// Value lists are expanded: `f:(a or not b)` becomes `f:a or not f:b`, with one entry in `fields`.
struct Ast {
  std::vector<Literal> fields;  // as spelled in the query, one per mention
  Node root;
};

// Prints one line: (and f:a (not g>="b") (nested r (or x y))).
std::string print(const Ast& ast);

}  // namespace firstseen::kql
