#include "kql/cost.h"

#include <bit>

namespace firstseen::kql {
namespace {

std::uint64_t search_steps(std::size_t size) {
  return static_cast<std::uint64_t>(std::bit_width(size));
}

struct TestCost {
  std::uint64_t operator()(const Exists&) const { return 1; }
  std::uint64_t operator()(const Booleans&) const { return 1; }
  std::uint64_t operator()(const Numbers& test) const {
    return 1 + search_steps(test.integers.ranges().size());
  }
  std::uint64_t operator()(const Dates& test) const { return 1 + search_steps(test.times.ranges().size()); }
  std::uint64_t operator()(const Texts& test) const { return 2 + search_steps(test.values.size()); }
  std::uint64_t operator()(const TextRange&) const { return 3; }
  std::uint64_t operator()(const Ips& test) const { return 2 + search_steps(test.set.ranges().size()); }
  std::uint64_t operator()(const Wildcards& test) const { return 10 * (1 + test.patterns.size()); }
  std::uint64_t operator()(const Analysed& test) const {
    return 50 * (1 + search_steps(test.words.size()) + test.phrases.size() + test.patterns.size() +
                 test.ranges.size());
  }
};

}  // namespace

std::uint64_t cost(const Predicate& predicate) {
  switch (predicate.kind) {
    case PredicateKind::kConstant: return 0;
    case PredicateKind::kTest: return std::visit(TestCost{}, predicate.test);
    default: break;
  }
  std::uint64_t sum = predicate.kind == PredicateKind::kNested ? 5 : 0;
  for (const Predicate& child : predicate.children) sum += cost(child);
  return sum;
}

}  // namespace firstseen::kql
