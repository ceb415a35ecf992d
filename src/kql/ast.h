// The second stage's result: a query as it was written, before fields have types.
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

// The field of a bare value: all of them.
inline constexpr std::uint32_t kAnyField = UINT32_MAX;

// The span covers all that was written for the node: its operands, the words between them, and the
// parentheses around it. A value list begins with its field; the values in it are what stands there alone.
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
  Span span;                                // in the query; of an empty query empty
  std::vector<Node> children;               // kNested, kNot: one; kAnd, kOr: two and more
};

// A value list is written out: `f:(a or not b)` is `f:a or not f:b`, with one entry in `fields`.
struct Ast {
  std::vector<Literal> fields;  // as the query names them, once per mention
  Node root;
};

// One line: (and f:a (not g>="b") (nested r (or x y))).
std::string print(const Ast& ast);

}  // namespace firstseen::kql
