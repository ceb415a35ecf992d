// Where the nodes of a query are in its text.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "kql/parser.h"
#include "support/kql/random.h"
#include "support/kql/tables.h"

namespace firstseen::kql {
namespace {

// Each node before its children: what it is and what was written for it.
void append_sources(const Ast& ast, const Node& node, std::string_view query, std::string& out) {
  out += print(Ast{ast.fields, node}) + " <- [" + std::string(node.span.in(query)) + "]\n";
  for (const Node& child : node.children) append_sources(ast, child, query, out);
}

std::string sources(std::string_view query) {
  const auto ast = parse({query, {}});
  if (!ast) return to_text(ast.error());
  std::string out;
  append_sources(*ast, ast->root, query, out);
  return out;
}

void check(const std::vector<PrintRow>& rows) {
  check_prints(sources, rows);
}

TEST_CASE("KQL: a node covers what was written for it", "[kql][parser]") {
  check({
      {"", "* <- []\n"},
      {" \n", "* <- []\n"},
      {" * ", "* <- [*]\n"},
      {"* : *", "* <- [* : *]\n"},
      {" foo  bar ", "foo  bar <- [foo  bar]\n"},
      {R"("a b" )", "\"a b\" <- [\"a b\"]\n"},
      {" a : b ", "a:b <- [a : b]\n"},
      {R"("a":"b c")", "\"a\":\"b c\" <- [\"a\":\"b c\"]\n"},
      {"a:*", "a:* <- [a:*]\n"},
      {R"(a:\and)", "a:\\and <- [a:\\and]\n"},
      {" a  >= 1 ", "a>=1 <- [a  >= 1]\n"},
      {"a<\"1\"", "a<\"1\" <- [a<\"1\"]\n"},
      {"a:1 AND b:2 ", "(and a:1 b:2) <- [a:1 AND b:2]\na:1 <- [a:1]\nb:2 <- [b:2]\n"},
      {"not  not a:1", "(not (not a:1)) <- [not  not a:1]\n(not a:1) <- [not a:1]\na:1 <- [a:1]\n"},
      {"a:1\nor b:2 and c:3",
       "(or a:1 (and b:2 c:3)) <- [a:1\nor b:2 and c:3]\na:1 <- [a:1]\n"
       "(and b:2 c:3) <- [b:2 and c:3]\nb:2 <- [b:2]\nc:3 <- [c:3]\n"},
      {"a:1 and not b:2",
       "(and a:1 (not b:2)) <- [a:1 and not b:2]\na:1 <- [a:1]\n(not b:2) <- [not b:2]\nb:2 <- [b:2]\n"},
  });
}

TEST_CASE("KQL: a node covers the parentheses around it", "[kql][parser]") {
  check({
      {"( a:1 )", "a:1 <- [( a:1 )]\n"},
      {"((a:1))", "a:1 <- [((a:1))]\n"},
      {"(not a:1)", "(not a:1) <- [(not a:1)]\na:1 <- [a:1]\n"},
      {"not (a:1)", "(not a:1) <- [not (a:1)]\na:1 <- [(a:1)]\n"},
      {"(a:1 or b:2) and (c:3)",
       "(and (or a:1 b:2) c:3) <- [(a:1 or b:2) and (c:3)]\n(or a:1 b:2) <- [(a:1 or b:2)]\n"
       "a:1 <- [a:1]\nb:2 <- [b:2]\nc:3 <- [(c:3)]\n"},
  });
}

TEST_CASE("KQL: a value list covers its field, and its values themselves", "[kql][parser]") {
  check({
      {"a : (b)", "a:b <- [a : (b)]\n"},
      {"a:((b))", "a:b <- [a:((b))]\n"},
      {"a:(not b)", "(not a:b) <- [a:(not b)]\na:b <- [b]\n"},
      {"x:1 and a:(b or \"c d\")",
       "(and x:1 (or a:b a:\"c d\")) <- [x:1 and a:(b or \"c d\")]\nx:1 <- [x:1]\n"
       "(or a:b a:\"c d\") <- [a:(b or \"c d\")]\na:b <- [b]\na:\"c d\" <- [\"c d\"]\n"},
      {"a:(b or (c and not d e))",
       "(or a:b (and a:c (not a:d e))) <- [a:(b or (c and not d e))]\na:b <- [b]\n"
       "(and a:c (not a:d e)) <- [(c and not d e)]\na:c <- [c]\n(not a:d e) <- [not d e]\na:d e <- [d e]\n"},
  });
}

TEST_CASE("KQL: a nested group covers its field and its braces", "[kql][parser]") {
  check({
      {"a:{b:c}", "(nested a b:c) <- [a:{b:c}]\nb:c <- [b:c]\n"},
      {"a : { b:1 and (c:{ d }) }",
       "(nested a (and b:1 (nested c d))) <- [a : { b:1 and (c:{ d }) }]\n"
       "(and b:1 (nested c d)) <- [b:1 and (c:{ d })]\nb:1 <- [b:1]\n(nested c d) <- [(c:{ d })]\n"
       "d <- [d]\n"},
  });
}

// The field of the value list that `node` is a value of.
const Literal* list_field(const Ast& ast, const Node& node, const Span& span) {
  const bool has_field = node.kind == NodeKind::kIs && node.field != kAnyField;
  if (has_field && ast.fields[node.field].offset < span.offset) return &ast.fields[node.field];
  for (const Node& child : node.children) {
    if (const Literal* const field = list_field(ast, child, span)) return field;
  }
  return nullptr;
}

void check_alone(const Ast& ast, const Node& node, std::string_view query) {
  const Literal* const field = list_field(ast, node, node.span);
  std::string text(node.span.in(query));
  if (field != nullptr) text = field->print() + ":(" + text + ")";
  CAPTURE(text);
  const auto alone = parse({text, {}});
  REQUIRE(alone);
  REQUIRE(print(*alone) == print(Ast{ast.fields, node}));
  for (const Node& child : node.children) check_alone(ast, child, query);
}

TEST_CASE("KQL: what was written for a node reads alone as that node", "[kql][parser]") {
  std::mt19937 random(20260303);
  RandomQuery queries(random);
  for (int round = 0; round < 2'000; ++round) {
    const std::string query = queries.text();
    CAPTURE(query);
    const auto ast = parse({query, {}});
    REQUIRE(ast);
    check_alone(*ast, ast->root, query);
  }
}

}  // namespace
}  // namespace firstseen::kql
