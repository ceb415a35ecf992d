// The compiled query against the tree walker, on random queries and events.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "kql/compile.h"
#include "kql/parser.h"
#include "kql_random.h"
#include "kql_tree_walker.h"

namespace firstseen::kql {
namespace {

constexpr int kQueries = 6'000;
constexpr int kEventsPerQuery = 20;

TEST_CASE("KQL: the program agrees with a walk over the tree", "[kql][differential]") {
  std::mt19937 random(20260301);
  RandomQuery queries(random);
  int matched = 0;
  for (int round = 0; round < kQueries; ++round) {
    const std::string query = queries.text();
    INFO(query);
    FieldSet fields;
    CompileOptions options;
    options.suggest_fields = false;
    const auto compiled = compile(query, fields, options);
    if (!compiled) FAIL(to_text(compiled.error()));
    const auto ast = parse({query, {}});
    RandomEvent events(random, fields);
    for (int i = 0; i < kEventsPerQuery; ++i) {
      const NetworkEvent& event = events.next();
      const bool matches = compiled->program.matches(event);
      if (matches != TreeWalker(*ast, event).matches()) {
        FAIL("event " << i << ": program " << matches << "\n"
                      << print(compiled->tree, fields) << "\n"
                      << compiled->program.print(fields));
      }
      matched += matches ? 1 : 0;
    }
  }
  // Neither side of the comparison is a constant.
  CHECK(matched > kQueries * kEventsPerQuery / 4);
  CHECK(matched < kQueries * kEventsPerQuery * 3 / 4);
}

}  // namespace
}  // namespace firstseen::kql
