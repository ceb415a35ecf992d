#include "program/cost.h"

#include <bit>

namespace firstseen::program {
namespace {

std::uint64_t search_steps(std::size_t size) {
  return static_cast<std::uint64_t>(std::bit_width(size));
}

struct TestCost {
  std::uint64_t operator()(const predicate::Exists&) const { return 1; }
  std::uint64_t operator()(const predicate::Booleans&) const { return 1; }
  std::uint64_t operator()(const predicate::Numbers& test) const {
    return 1 + search_steps(test.integers.ranges().size());
  }
  std::uint64_t operator()(const predicate::Dates& test) const {
    return 1 + search_steps(test.times.ranges().size());
  }
  std::uint64_t operator()(const predicate::Texts& test) const {
    return 2 + search_steps(test.values.size());
  }
  std::uint64_t operator()(const predicate::TextRange&) const { return 3; }
  std::uint64_t operator()(const predicate::Ips& test) const {
    return 2 + search_steps(test.set.ranges().size());
  }
  std::uint64_t operator()(const predicate::Wildcards& test) const { return 10 * (1 + test.patterns.size()); }
  std::uint64_t operator()(const predicate::Analysed& test) const {
    return 50 * (1 + search_steps(test.words.size()) + test.phrases.size() + test.patterns.size() +
                 test.ranges.size());
  }
};

}  // namespace

std::uint64_t cost(const predicate::Predicate& predicate) {
  switch (predicate.kind) {
    case predicate::PredicateKind::kConstant: return 0;
    case predicate::PredicateKind::kTest: return std::visit(TestCost{}, predicate.test);
    default: break;
  }
  std::uint64_t sum = predicate.kind == predicate::PredicateKind::kNested ? 5 : 0;
  for (const predicate::Predicate& child : predicate.children) sum += cost(child);
  return sum;
}

}  // namespace firstseen::program
