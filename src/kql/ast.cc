#include "kql/ast.h"

namespace firstseen::kql {
namespace {

std::string_view head_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNot: return "(not";
    case NodeKind::kAnd: return "(and";
    case NodeKind::kOr: return "(or";
    default: return "(nested";
  }
}

void append(std::string& out, const Ast& ast, const Node& node) {
  switch (node.kind) {
    case NodeKind::kEverything: out += '*'; return;
    case NodeKind::kIs:
      if (node.field != kAnyField) out += ast.fields[node.field].print() + ":";
      out += node.value.print();
      return;
    case NodeKind::kRange:
      out += ast.fields[node.field].print();
      out += to_string(node.op);
      out += node.value.print();
      return;
    default: break;
  }
  out += head_of(node.kind);
  if (node.kind == NodeKind::kNested) out.append(" ").append(ast.fields[node.field].print());
  for (const Node& child : node.children) {
    out += ' ';
    append(out, ast, child);
  }
  out += ')';
}

}  // namespace

std::string_view to_string(RangeOperator op) {
  switch (op) {
    case RangeOperator::kLess: return "<";
    case RangeOperator::kLessEqual: return "<=";
    case RangeOperator::kGreater: return ">";
    case RangeOperator::kGreaterEqual: return ">=";
  }
  return "";
}

std::string print(const Ast& ast) {
  std::string out;
  append(out, ast, ast.root);
  return out;
}

}  // namespace firstseen::kql
