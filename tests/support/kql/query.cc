#include "support/kql/query.h"

#include <utility>

namespace firstseen::kql {
namespace {

void append(std::string& out, const Ast& ast, const Node& node);

bool needs_parentheses(const Node& child, const Node& parent) {
  return child.kind == NodeKind::kOr || (child.kind == NodeKind::kAnd && parent.kind != NodeKind::kOr);
}

void append_child(std::string& out, const Ast& ast, const Node& child, const Node& parent) {
  if (!needs_parentheses(child, parent)) return append(out, ast, child);
  out += '(';
  append(out, ast, child);
  out += ')';
}

void append_joined(std::string& out, const Ast& ast, const Node& node, std::string_view word) {
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) out += word;
    append_child(out, ast, node.children[i], node);
  }
}

void append(std::string& out, const Ast& ast, const Node& node) {
  const auto field = [&] { return ast.fields[node.field].print(); };
  switch (node.kind) {
    case NodeKind::kEverything: out += '*'; return;
    case NodeKind::kIs:
      if (node.field != kAnyField) out += field() + ":";
      out += node.value.print();
      return;
    case NodeKind::kRange:
      out += field() + std::string(to_string(node.op)) + " " + node.value.print();
      return;
    case NodeKind::kNested:
      out += field() + ":{ ";
      append(out, ast, node.children.front());
      out += " }";
      return;
    case NodeKind::kNot:
      out += "not ";
      append_child(out, ast, node.children.front(), node);
      return;
    case NodeKind::kAnd: append_joined(out, ast, node, " and "); return;
    case NodeKind::kOr: append_joined(out, ast, node, " or "); return;
  }
}

}  // namespace

std::string as_query(const Ast& ast) {
  std::string out;
  append(out, ast, ast.root);
  return out;
}

std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : std::string(query) + " ") {
    if (c == '"') quoted = !quoted;
    const bool ends =
        c == '"' || (!quoted && std::string_view(" \n\t():{}<>=").find(c) != std::string_view::npos);
    if (!ends && c != '\\') word += c == '*' ? 'x' : c;
    if (ends && !word.empty()) words.push_back(std::exchange(word, {}));
  }
  return words;
}

}  // namespace firstseen::kql
