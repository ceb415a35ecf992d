// Tests of at least k of n clauses, compiled, against counting.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <vector>

#include "event/network_event.h"
#include "predicate/predicate.h"
#include "program/optimize.h"
#include "program/program.h"

namespace firstseen::program {
namespace {

using predicate::Predicate;

constexpr std::size_t kFields = 6;

// A tree over tests whether one of the first kFields slots has a value.
Predicate random_tree(std::mt19937& random, std::size_t depth) {
  if (depth == 0 || random() % 4 == 0) {
    if (random() % 10 == 0) return Predicate::of(random() % 2 == 0);
    return Predicate::of(static_cast<event::FieldSlot>(std::size_t{event::kHostName} + random() % kFields),
                         predicate::Exists{});
  }
  if (random() % 5 == 0) return Predicate::negation(random_tree(random, depth - 1));
  std::vector<Predicate> children(random() % 6);
  for (Predicate& child : children) child = random_tree(random, depth - 1);
  const std::size_t minimum = random() % (children.size() + 2);
  return Predicate::at_least(minimum, std::move(children));
}

bool holds(const Predicate& tree, const std::vector<bool>& present) {
  std::size_t passed = 0;
  for (const Predicate& child : tree.children) {
    if (holds(child, present)) ++passed;
  }
  switch (tree.kind) {
    case predicate::PredicateKind::kConstant: return tree.constant;
    case predicate::PredicateKind::kTest:
      return present[std::size_t{tree.slot} - std::size_t{event::kHostName}];
    case predicate::PredicateKind::kNot: return passed == 0;
    case predicate::PredicateKind::kAnd: return passed == tree.children.size();
    case predicate::PredicateKind::kOr: return passed > 0;
    case predicate::PredicateKind::kAtLeast: return passed >= tree.minimum;
    case predicate::PredicateKind::kNested: break;
  }
  FAIL("no such trees are made");
  return false;
}

TEST_CASE("at least: programs count as a plain evaluation does") {
  std::mt19937 random(11);
  event::FieldSet fields;
  const event::Value value = event::Value::of_text("x", event::FieldType::kKeyword);
  std::size_t matched = 0;
  std::size_t evaluated = 0;
  for (std::size_t i = 0; i < 2000; ++i) {
    const Predicate tree = random_tree(random, 3);
    const Program program = Program::program_from(optimize(tree));
    for (std::size_t bits = 0; bits < (std::size_t{1} << kFields); ++bits) {
      event::NetworkEvent event(fields);
      std::vector<bool> present(kFields);
      for (std::size_t slot = 0; slot < kFields; ++slot) {
        present[slot] = (bits >> slot & 1) != 0;
        if (present[slot])
          event.set(static_cast<event::FieldSlot>(std::size_t{event::kHostName} + slot), {&value, 1});
      }
      const bool expected = holds(tree, present);
      if (expected) ++matched;
      ++evaluated;
      if (program.matches(event) != expected) FAIL(predicate::print(tree, fields) << " of " << bits);
    }
  }
  CHECK(matched > evaluated / 10);
  CHECK(matched < evaluated * 9 / 10);
}

}  // namespace
}  // namespace firstseen::program
