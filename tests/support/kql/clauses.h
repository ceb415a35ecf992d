// The as-written tree of a query beside its AST, node by node, evaluated in pieces: every clause by a program
// of its own, joined by plain `and`, `or` and `not`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "kql/ast.h"
#include "predicate/predicate.h"
#include "program/program.h"

namespace firstseen::kql {

class Clauses {
 public:
  // `written` is Compiled::written of the query whose AST is `ast`. The trees are not kept.
  Clauses(const Ast& ast, const predicate::Predicate& written);

  // The first node of which the two trees disagree, in words; empty when there is none.
  const std::string& mismatch() const { return mismatch_; }

  // Whether the event passes. A clause in which the AST's walk says otherwise is described in `difference`.
  bool matches(const event::NetworkEvent& event, std::string& difference) const;

 private:
  struct Clause {
    NodeKind kind;
    Ast ast;                   // the query's, cut down to this node
    program::Program program;  // of a node that no `and`, `or` or `not` is
    std::vector<Clause> parts;
  };

  Clause clause_of(const Ast& ast, const Node& node, const predicate::Predicate& predicate);
  static bool holds(const Clause& clause, const event::NetworkEvent& event, std::string& difference);

  std::string mismatch_;
  Clause root_;
};

}  // namespace firstseen::kql
