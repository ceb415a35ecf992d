// The dumber twin of the compiled query: walks the AST for every event, looks every field up by name, reads
// every literal anew and copies what it compares. Shares the lexer, the parser and the AST with the compiler,
// and the readers of addresses and times with both; nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "event/network_event.h"
#include "kql/ast.h"

namespace firstseen::kql {

class TreeWalker {
 public:
  // The event's FieldSet has had the query compiled into it.
  TreeWalker(const Ast& ast, const event::NetworkEvent& event) : ast_(ast), event_(event) {}

  bool matches() const { return walk(ast_.root, std::nullopt); }

 private:
  // The element of a nested root that a sub-query looks at.
  struct Element {
    std::uint16_t root;
    std::uint32_t index;
    std::string path;
  };
  using Scope = std::optional<Element>;

  bool walk(const Node& node, const Scope& scope) const;
  bool walk_nested(const Node& node, const Scope& scope) const;
  bool exists(const std::string& name, const Scope& scope) const;
  std::string full_name(const Node& node, const Scope& scope) const;
  bool is_pattern(const Node& node) const;
  std::vector<event::Value> values(const std::string& name, bool pattern, const Scope& scope) const;

  const Ast& ast_;
  const event::NetworkEvent& event_;
};

}  // namespace firstseen::kql
