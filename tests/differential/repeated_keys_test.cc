// Programs where keys are repeated, against a walk over the tree that keeps both results of each test.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "program/compile.h"
#include "support/kql/random.h"

namespace firstseen::program {
namespace {

using predicate::Predicate;
using predicate::PredicateKind;

struct Outcomes {
  bool yes = false;
  bool no = false;
};

bool is_flat(const Predicate& tree) {
  return tree.kind != PredicateKind::kNested &&
         std::all_of(tree.children.begin(), tree.children.end(), is_flat);
}

Outcomes walk_test(const Predicate& test, const event::NetworkEvent& event) {
  const Program program = Program::program_from(test);
  const auto* const repeated = event.repeated(test.slot);
  bool some = false;
  bool all = true;
  for (const event::Value& value : event.values(test.slot)) {
    const bool accepted = program.matches_with(event, test.slot, value);
    some |= accepted;
    all &= accepted;
  }
  if (repeated == nullptr) return {some, !some};
  return {some, !all || repeated->some_absent};
}

Outcomes walk(const Predicate& tree, const event::NetworkEvent& event) {
  std::size_t may_pass = 0;
  std::size_t may_fail = 0;
  for (const Predicate& child : tree.children) {
    const Outcomes outcomes = walk(child, event);
    may_pass += outcomes.yes ? 1 : 0;
    may_fail += outcomes.no ? 1 : 0;
  }
  const std::size_t count = tree.children.size();
  switch (tree.kind) {
    case PredicateKind::kConstant: return {tree.constant, !tree.constant};
    case PredicateKind::kAnd: return {may_pass == count, may_fail > 0};
    case PredicateKind::kOr: return {may_pass > 0, may_fail == count};
    case PredicateKind::kAtLeast: return {may_pass >= tree.minimum, count - may_fail < tree.minimum};
    case PredicateKind::kNot: return {may_fail > 0, may_pass > 0};
    case PredicateKind::kTest: return walk_test(tree, event);
    case PredicateKind::kNested: break;
  }
  FAIL("nested");
  return {};
}

// Returns one of the values of each element of a nested root, in the arena of the event; elsewhere all are of one.
event::Values one_of_each(event::Values values, event::NetworkEvent& event, std::mt19937& random) {
  std::map<std::uint32_t, std::vector<event::Value>> by_element;
  for (const event::Value& value : values) by_element[value.element].push_back(value);
  const auto chosen = event.allocate_values(by_element.size());
  std::size_t at = 0;
  for (const auto& [element, own] : by_element) chosen[at++] = own[random() % own.size()];
  return chosen;
}

// Calls `check` with 4,000 random queries, and for each with ten events in which keys are repeated.
template <typename Check>
void each_event(unsigned seed, const Check& check) {
  std::mt19937 random(seed);
  kql::RandomQuery queries(random);
  for (int round = 0; round < 4'000; ++round) {
    const std::string query = queries.text();
    INFO(query);
    event::FieldSet fields;
    CompileOptions options;
    options.suggest_fields = false;
    const auto compiled = compile(query, fields, options);
    REQUIRE(compiled);
    kql::RandomEvent events(random, fields);
    for (int i = 0; i < 10; ++i) check(*compiled, events.next_with_repeated(), random);
  }
}

TEST_CASE("repeated keys: the program agrees with a walk that keeps both results of each test",
          "[differential]") {
  int both = 0;
  each_event(20261128, [&](const auto& compiled, const event::NetworkEvent& event, std::mt19937&) {
    if (!is_flat(compiled.tree)) return;
    const Outcomes expected = walk(compiled.tree, event);
    REQUIRE(compiled.program.matches(event) == expected.yes);
    REQUIRE(compiled.program.must_match(event) == !expected.no);
    both += expected.yes && expected.no ? 1 : 0;
  });
  CHECK(both > 1'000);
}

// Within nested groups, too.
TEST_CASE("repeated keys: a record matches if it does with one value of each field", "[differential]") {
  int matched = 0;
  each_event(20261129, [&](const auto& compiled, const event::NetworkEvent& event, std::mt19937& random) {
    const event::FieldSet& fields = event.fields();
    event::NetworkEvent chosen(fields);
    for (std::uint16_t root = 0; root < fields.nested_roots().size(); ++root) {
      for (std::uint32_t element = 0; element < event.element_count(root); ++element)
        chosen.add_element(root, event.parent_element(root, element));
    }
    for (std::size_t at = 0; at < fields.size(); ++at) {
      const auto slot = static_cast<event::FieldSlot>(at);
      chosen.set(slot, event.values(slot));
      if (event.repeated(slot) != nullptr) chosen.set(slot, one_of_each(event.values(slot), chosen, random));
    }
    const bool matches = compiled.program.matches(chosen);
    if (matches) REQUIRE(compiled.program.matches(event));
    if (!matches) REQUIRE_FALSE(compiled.program.must_match(event));
    matched += matches && !event.repeated().empty() ? 1 : 0;
  });
  // Those that say something: other records match without a choice, or do not.
  CHECK(matched > 1'000);
}

}  // namespace
}  // namespace firstseen::program
