#include "kql/parser.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "kql/lexer.h"
#include "support/kql/tables.h"
#include "support/many.h"

namespace firstseen::kql {
namespace {

std::string parsed(std::string_view query) {
  const auto ast = parse({query, {}});
  return ast ? print(*ast) : to_text(ast.error());
}

void check(const std::vector<PrintRow>& rows) {
  check_prints(parsed, rows);
}

TEST_CASE("KQL: queries that are everything", "[kql][parser]") {
  check({{"", "*"},
         {" \n ", "*"},
         {"*", "*"},
         {"**", "*"},
         {"*:*", "*"},
         {"* : *", "*"},
         {"not *", "(not *)"},
         {"\"*\"", "\"*\""},
         {"a:*", "a:*"},
         {"*:a", "*:a"},
         {"a*:*", "a*:*"},
         {R"(\*:*)", R"(\*:*)"}});
}

TEST_CASE("KQL: operators and their order", "[kql][parser]") {
  check({
      {"a:1 and b:2 or c:3", "(or (and a:1 b:2) c:3)"},
      {"a:1 or b:2 and c:3", "(or a:1 (and b:2 c:3))"},
      {"(a:1 or b:2) and c:3", "(and (or a:1 b:2) c:3)"},
      {"not a:1 and b:2", "(and (not a:1) b:2)"},
      {"not a:1 or b:2", "(or (not a:1) b:2)"},
      {"not (a:1 and b:2)", "(not (and a:1 b:2))"},
      {"a:1 and not b:2 and c:3", "(and a:1 (not b:2) c:3)"},
      {"NOT NOT a:1", "(not (not a:1))"},
      {"((a:1))", "a:1"},
      {"a:1 and (b:2 and c:3)", "(and a:1 (and b:2 c:3))"},
      {"a:1\nAND\tb:2", "(and a:1 b:2)"},
  });
}

TEST_CASE("KQL: value lists are written out", "[kql][parser]") {
  check({
      {"a:(b)", "a:b"},
      {"a:(b or c)", "(or a:b a:c)"},
      {"a:(b and c or d)", "(or (and a:b a:c) a:d)"},
      {"a:(b or (c and not d))", "(or a:b (and a:c (not a:d)))"},
      {"a:(not b and c)", "(and (not a:b) a:c)"},
      {"a:(* and not \"b c\")", "(and a:* (not a:\"b c\"))"},
      {"a:(b c or d e)", "(or a:b c a:d e)"},
      {"a : ( b )", "a:b"},
  });
}

TEST_CASE("KQL: fields, ranges, bare values and nested groups", "[kql][parser]") {
  check({
      {"a>1 and a <= \"2\"", "(and a>1 a<=\"2\")"},
      {"a<1 or a>=2", "(or a<1 a>=2)"},
      {"foo", "foo"},
      {"\"foo bar\" or baz qux", "(or \"foo bar\" baz qux)"},
      {"\"host.name\":x", "\"host.name\":x"},
      {R"(fo\:o:x)", R"(fo\:o:x)"},
      {"host.*:x", "host.*:x"},
      {"*:x", "*:x"},
      {"a:{b:c}", "(nested a b:c)"},
      {"a:{ b:c and d:{ e>1 } }", "(nested a (and b:c (nested d e>1)))"},
      {"not a:{ b }", "(not (nested a b))"},
      {"a:{ * }", "(nested a *)"},
  });
}

TEST_CASE("KQL: what the parser rejects", "[kql][parser]") {
  const std::vector<ErrorRow> rows{
      {"a:", "expected a value, `(` or `{` after `:`, found the end of the query", 3, ""},
      {"a:b and", "expected a query, found the end of the query", 8, ""},
      {"a:b or )", "expected a query, found `)`", 8, ""},
      {"and a:b", "expected a query before `and`", 1,
       R"(as a word to search for it is written \and or in quotes)"},
      {"a:b and or c:d", "expected a query before `or`", 9,
       R"(as a word to search for it is written \or or in quotes)"},
      {"a:(b or or c)", "expected a value before `or`", 9,
       R"(as a word to search for it is written \or or in quotes)"},
      {"(a:b", "`(` is never closed", 1, ""},
      {"a:(b or c", "`(` is never closed", 3, ""},
      {"a:{b:c", "`{` is never closed", 3, ""},
      {"a:b)", "expected `and` or `or`, found `)`", 4, ""},
      {"(a:b}", "expected `)`, `and` or `or`, found `}`", 5, ""},
      {"a:(b:c)", "expected `)`, `and` or `or`, found `:`", 5,
       "a value with spaces or special characters goes in quotes"},
      {"a:b:c", "expected `and` or `or`, found `:`", 4, "a value with a colon goes in quotes"},
      {"ip:::1", "expected a value, `(` or `{` after `:`, found `:`", 4,
       "a value with a colon goes in quotes"},
      {"a:b \"c\"", "expected `and` or `or`, found a value", 5, ""},
      {"a:b not c:d", "expected `and` or `or` before `not`", 5, ""},
      {"(a:b not c:d)", "expected `and` or `or` before `not`", 6, ""},
      {"a:not b", "expected a value, found `not`", 3, "write `not field:value` or `field:(not value)`"},
      {"a>", "expected a value after `>`, found the end of the query", 3, ""},
      {"a>=(1 or 2)", "expected a value after `>=`, found `(`", 4, ""},
      {"a>1*", "a range is bounded by a value, not by a wildcard", 3,
       "`field:*` asks whether a field exists"},
      {":a", "expected a field before `:`", 1, ""},
      {"()", "expected a query, found `)`", 2, ""},
      {"a:()", "expected a value, found `)`", 4, ""},
      {"a:{}", "expected a query, found `}`", 4, ""},
      {"not", "", 0, ""},
      {"not ", "expected a query, found the end of the query", 5, ""},
  };
  const auto error_of = [](std::string_view query) -> std::optional<Error> {
    const auto ast = parse({query, "rule.toml"});
    return ast ? std::nullopt : std::optional(ast.error());
  };
  check_errors(error_of, rows);
}

TEST_CASE("KQL: an error names its line and shows it", "[kql][parser]") {
  CHECK(parsed("a:b and\n  (c:d or\n e:)") ==
        "3:4: expected a value, `(` or `{` after `:`, found `)`\n   e:)\n     ^");
}

TEST_CASE("KQL: nesting is bounded", "[kql][parser]") {
  const auto nested = [](std::string_view open, std::string_view close, std::size_t depth) {
    return test::repeated(open, depth) + "a:b" + test::repeated(close, depth);
  };
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("not ", ""), std::pair("r:{", "}")}) {
    CAPTURE(open);
    CHECK(parse({nested(open, close, kMaxNesting), {}}));
    const std::string deeper = nested(open, close, kMaxNesting + 1);
    const auto ast = parse({deeper, {}});
    REQUIRE(!ast);
    CHECK(ast.error().message == "the query is nested deeper than 256");
  }
  CHECK(parse({"a:" + test::repeated("(", kMaxNesting) + "b" + test::repeated(")", kMaxNesting), {}}));
  CHECK(
      !parse({"a:" + test::repeated("(", kMaxNesting + 1) + "b" + test::repeated(")", kMaxNesting + 1), {}}));
  CHECK(!parse({test::repeated("(", kMaxQueryBytes), {}}));
}

TEST_CASE("KQL: the length of a query is bounded", "[kql][parser]") {
  const std::string longest = "a:" + std::string(kMaxQueryBytes - 2, 'x');
  CHECK(parse({longest, {}}));
  const auto longer = parse({longest + "x", "long.kql"});
  REQUIRE(!longer);
  CHECK(to_text(longer.error()) == "long.kql: the query is longer than 1048576 bytes");
}

TEST_CASE("KQL: a printed literal reads as itself", "[kql][parser]") {
  std::mt19937 random(11);
  const std::vector<std::string> pieces{"a", " ",  "and", "or",       "not", "*", "\\", "\"", "(",
                                        ":", "\t", "\n",  "\xc2\xa0", "{",   "x", "<",  "?",  "\xe2\x82\xac"};
  for (int round = 0; round < 20'000; ++round) {
    Literal literal;
    literal.quoted = random() % 4 == 0;
    for (auto i = random() % 7; i > 0; --i) {
      const std::string& piece = pieces[random() % pieces.size()];
      if (piece == "*" && !literal.quoted && random() % 2 == 0)
        literal.wildcards.push_back(literal.text.size());
      literal.text += piece;
    }
    // White space of two bytes has no escape: at an end it would be trimmed.
    if (literal.text.starts_with("\xc2") || literal.text.ends_with("\xa0")) continue;
    const std::string query = "f:" + literal.print();
    CAPTURE(query);
    const auto ast = parse({query, {}});
    REQUIRE(ast);
    REQUIRE(ast->root.kind == NodeKind::kIs);
    CHECK(ast->root.value.text == literal.text);
    CHECK(ast->root.value.wildcards == literal.wildcards);
  }
}

}  // namespace
}  // namespace firstseen::kql
