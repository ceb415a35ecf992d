// The compiled query against the tree walker, on random queries and events.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>
#include <string>

#include "kql/parser.h"
#include "program/compile.h"
#include "rules/loader.h"
#include "support/kql/clauses.h"
#include "support/kql/query.h"
#include "support/kql/random.h"
#include "support/kql/tree_walker.h"

namespace firstseen::kql {
namespace {

constexpr int kQueries = 6'000;
constexpr int kEventsPerQuery = 20;

auto compiled_query(const std::string& query, event::FieldSet& fields) {
  program::CompileOptions options;
  options.suggest_fields = false;
  return program::compile(query, fields, options);
}

TEST_CASE("KQL: the program agrees with a walk over the tree", "[kql][differential]") {
  std::mt19937 random(20260301);
  RandomQuery queries(random);
  int matched = 0;
  for (int round = 0; round < kQueries; ++round) {
    const std::string query = queries.text();
    INFO(query);
    event::FieldSet fields;
    const auto compiled = compiled_query(query, fields);
    if (!compiled) FAIL(to_text(compiled.error()));
    const auto ast = parse({query, {}});
    RandomEvent events(random, fields);
    for (int i = 0; i < kEventsPerQuery; ++i) {
      const event::NetworkEvent& event = events.next();
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

// All clauses are evaluated, those too that the program skips.
TEST_CASE("KQL: the tree as written agrees with the program, clause by clause", "[kql][differential]") {
  constexpr int kWrittenQueries = 2'000;
  constexpr int kEventsPerWrittenQuery = 10;
  std::mt19937 random(20260304);
  RandomQuery queries(random);
  int matched = 0;
  for (int round = 0; round < kWrittenQueries; ++round) {
    const std::string query = queries.text();
    INFO(query);
    event::FieldSet fields;
    const auto compiled = compiled_query(query, fields);
    REQUIRE(compiled);
    const auto ast = parse({query, {}});
    const Clauses clauses(*ast, compiled->written);
    REQUIRE(clauses.mismatch() == "");
    RandomEvent events(random, fields);
    for (int i = 0; i < kEventsPerWrittenQuery; ++i) {
      const event::NetworkEvent& event = events.next();
      std::string difference;
      const bool matches = clauses.matches(event, difference);
      REQUIRE(difference == "");
      REQUIRE(matches == compiled->program.matches(event));
      matched += matches ? 1 : 0;
    }
  }
  CHECK(matched > kWrittenQueries * kEventsPerWrittenQuery / 4);
  CHECK(matched < kWrittenQueries * kEventsPerWrittenQuery * 3 / 4);
}

// Compares on rules as they are deployed: those of testdata, and of the folder that FIRSTSEEN_RULES names.
TEST_CASE("KQL: the programs of whole rules agree with a walk over the tree", "[kql][differential]") {
  constexpr int kEventsPerRule = 1'000;
  std::vector<std::string> places{FIRSTSEEN_SOURCE_DIR "/testdata/rules"};
  if (const char* const more = std::getenv("FIRSTSEEN_RULES")) places.emplace_back(more);
  std::mt19937 random(20260302);
  const LoadedRules loaded = rules::load_all(places);
  REQUIRE(loaded.rules.size() >= 2);
  int matched = 0;
  for (const Rule& rule : loaded.rules) {
    INFO(rule.file);
    event::FieldSet fields;
    program::CompileOptions options;
    options.suggest_fields = false;
    const auto compiled = program::compile(rule.query, fields, options);
    REQUIRE(compiled);
    const auto ast = parse({rule.query, {}});
    RandomEvent events(random, fields, words_of(rule.query));
    for (int i = 0; i < kEventsPerRule; ++i) {
      const event::NetworkEvent& event = events.next();
      const bool matches = compiled->program.matches(event);
      REQUIRE(matches == TreeWalker(*ast, event).matches());
      matched += matches ? 1 : 0;
    }
  }
  CAPTURE(loaded.rules.size());
  CHECK(matched > 0);
}

}  // namespace
}  // namespace firstseen::kql
