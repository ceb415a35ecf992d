#include "support/kql/clauses.h"

#include <algorithm>

#include "program/optimize.h"
#include "support/kql/tree_walker.h"

namespace firstseen::kql {
namespace {

// The kind of predicate that stands for a node of one or more children.
predicate::PredicateKind kind_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNot: return predicate::PredicateKind::kNot;
    case NodeKind::kAnd: return predicate::PredicateKind::kAnd;
    case NodeKind::kOr: return predicate::PredicateKind::kOr;
    default: return predicate::PredicateKind::kNested;
  }
}

bool has_span(const predicate::Predicate& predicate) {
  return !predicate.span.empty();
}

// Whether `predicate` is `node` with its place and with as many parts that have one.
bool stands_for(const predicate::Predicate& predicate, const Node& node) {
  if (predicate.span != node.span) return false;
  if (node.children.empty()) {
    return std::none_of(predicate.children.begin(), predicate.children.end(), has_span);
  }
  return predicate.kind == kind_of(node.kind) && predicate.children.size() == node.children.size();
}

}  // namespace

Clauses::Clauses(const Ast& ast, const predicate::Predicate& written)
    : root_(clause_of(ast, ast.root, written)) {}

Clauses::Clause Clauses::clause_of(const Ast& ast, const Node& node, const predicate::Predicate& predicate) {
  Clause clause{node.kind, Ast{ast.fields, node}, {}, {}};
  if (!stands_for(predicate, node)) {
    if (mismatch_.empty()) mismatch_ = print(clause.ast);
    return clause;
  }
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    clause.parts.push_back(clause_of(ast, node.children[i], predicate.children[i]));
  }
  const bool joins = node.kind == NodeKind::kNot || node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr;
  if (!joins) clause.program = program::Program::program_from(program::optimize(predicate));
  return clause;
}

bool Clauses::holds(const Clause& clause, const event::NetworkEvent& event, std::string& difference) {
  // What is inside a nested group is asked of its elements, which only the group's program sees.
  std::ptrdiff_t count = 0;
  if (clause.kind != NodeKind::kNested) {
    for (const Clause& part : clause.parts) count += holds(part, event, difference) ? 1 : 0;
  }
  bool held = false;
  switch (clause.kind) {
    case NodeKind::kNot: held = count == 0; break;
    case NodeKind::kAnd: held = count == std::ssize(clause.parts); break;
    case NodeKind::kOr: held = count > 0; break;
    default: held = clause.program.matches(event); break;
  }
  if (held != TreeWalker(clause.ast, event).matches() && difference.empty()) difference = print(clause.ast);
  return held;
}

bool Clauses::matches(const event::NetworkEvent& event, std::string& difference) const {
  return holds(root_, event, difference);
}

}  // namespace firstseen::kql
