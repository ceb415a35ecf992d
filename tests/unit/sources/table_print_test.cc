#include <catch2/catch_test_macros.hpp>

#include "sources/table.h"
#include "sources/tables/rows.h"

namespace firstseen::sources {
namespace {

TEST_CASE("tables: conditions print themselves") {
  struct Row {
    Condition condition;
    std::string text;
  };
  const std::vector<Row> rows{
      {tables::key("a.b"), "a.b is a key"},
      {tables::value("a"), "a has a value"},
      {tables::object("a"), "a is an object"},
      {tables::empty_object("a"), "a is an empty object"},
      {tables::only_key("a"), "a is the only key"},
      {tables::equals("a", "x"), "a equals \"x\""},
      {tables::starts_with("a", "x"), "a starts with \"x\""},
      {tables::contains("a", "x"), "a contains \"x\""},
      {tables::no(tables::contains("a", "x")), "not a contains \"x\""},
      {{"a", Test::kEquals, "x", false, false}, "a equals \"x\", in this letter case"},
  };
  for (const Row& row : rows) CHECK(row.condition.print() == row.text);
}

TEST_CASE("tables: marks print themselves") {
  using tables::key;
  struct Row {
    Marks marks;
    std::string text;
  };
  const std::vector<Row> rows{
      {{}, ""},
      {{{key("a")}, {}}, "all of: a is a key\n"},
      {{{key("a"), key("b")}, {}}, "all of: a is a key; b is a key\n"},
      {{{key("a")}, {{key("b"), key("c")}, {key("d")}}},
       "all of: a is a key\nany of: b is a key; c is a key\nany of: d is a key\n"},
  };
  for (const Row& row : rows) CHECK(row.marks.print() == row.text);
}

TEST_CASE("tables: mappings print themselves") {
  using namespace tables;
  using Otherwise = ValueMap::Otherwise;
  const ValueMap short_map{{{"In", {"inbound"}}, {"0", {}}}, Otherwise::kAbsent, {}};
  const ValueMap long_map{
      {{"long value", {"1"}}, {"b", {"2", "3"}}, {"c", {"4"}}, {"d", {"5"}}, {"e", {"6"}}},
      Otherwise::kFallback,
      {"x"}};
  struct Row {
    Mapping mapping;
    std::string text;
  };
  const std::vector<Row> cases{
      {row("f", "a.b"), "f <- a.b verbatim"},
      {row("f", "a", "basename"), "f <- a basename"},
      {with_argument(row("f", "a", "hash"), "MD5"), "f <- a hash MD5"},
      {mapped("f", "a", short_map), "f <- a map {\"In\" = \"inbound\", \"0\" = nothing}"},
      {mapped("f", "a", long_map),
       "f <- a map {\"long value\" = \"1\", \"b\" = [\"2\", \"3\"], \"c\" = \"4\", 2 more}, else \"x\""},
      {mapped("f", "a", ValueMap{{}, Otherwise::kLowercase, {}}), "f <- a map {}, else lowercase"},
      {mapped("f", "a", ValueMap{{}, Otherwise::kVerbatim, {}}), "f <- a map {}, else verbatim"},
      {with_map(row("f", "a", "registry-hive"), short_map),
       "f <- a registry-hive {\"In\" = \"inbound\", \"0\" = nothing}"},
      {constant("f", {"x"}), "f <- constant \"x\""},
      {derived(constant("f", {"x", "y"})), "f <- constant [\"x\", \"y\"], derived"},
      {when({key("a"), no(key("b"))}, row("f", "c")), "f <- c verbatim, when a is a key and not b is a key"},
      {derived(when({key("a")}, row("f", "c"))), "f <- c verbatim, derived, when a is a key"},
      {absent_when({key("a")}, "f"), "f <- constant nothing, when a is a key, then no later row"},
  };
  for (const Row& one : cases) CHECK(one.mapping.print() == one.text);
}

}  // namespace
}  // namespace firstseen::sources
