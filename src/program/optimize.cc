#include "program/optimize.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "program/cost.h"
#include "program/merge.h"

namespace firstseen::program {
namespace {

void add_internal_networks(predicate::Predicate& predicate, const std::vector<Cidr>& networks) {
  auto* const ips = std::get_if<predicate::Ips>(&predicate.test);
  if (ips == nullptr || ips->private_blocks != predicate::Ips::kAllPrivateBlocks) return;
  for (const Cidr& network : networks) ips->set.add(network);
  ips->set.compile();
}

void sort_by_cost(std::vector<predicate::Predicate>& operands) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < operands.size(); ++i) order.emplace_back(cost(operands[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<predicate::Predicate> sorted;
  sorted.reserve(operands.size());
  for (const auto& [unused, index] : order) sorted.push_back(std::move(operands[index]));
  operands = std::move(sorted);
}

class Optimizer {
 public:
  explicit Optimizer(const std::vector<Cidr>& internal_networks) : internal_networks_(internal_networks) {}

  predicate::Predicate run(predicate::Predicate predicate) {
    switch (predicate.kind) {
      case predicate::PredicateKind::kConstant: return predicate;
      case predicate::PredicateKind::kTest:
        return join(predicate::PredicateKind::kOr, single(std::move(predicate)));
      case predicate::PredicateKind::kNot: return negate(run(std::move(predicate.children.front())));
      case predicate::PredicateKind::kNested: {
        predicate::Predicate child = run(std::move(predicate.children.front()));
        if (child.is(false)) return child;
        return predicate::Predicate::nested(predicate.nested_root, std::move(child));
      }
      case predicate::PredicateKind::kAtLeast: return at_least(std::move(predicate));
      case predicate::PredicateKind::kAnd:
      case predicate::PredicateKind::kOr: break;
    }
    std::vector<predicate::Predicate> operands;
    gather(predicate.kind, std::move(predicate.children), operands);
    return join(predicate.kind, std::move(operands));
  }

 private:
  predicate::Predicate at_least(predicate::Predicate predicate) {
    std::uint64_t minimum = predicate.minimum;
    std::vector<predicate::Predicate> open;
    for (predicate::Predicate& child : predicate.children) {
      predicate::Predicate operand = run(std::move(child));
      if (operand.is(true) && minimum > 0) --minimum;
      if (operand.kind != predicate::PredicateKind::kConstant) open.push_back(std::move(operand));
    }
    predicate::Predicate rest = predicate::Predicate::at_least(minimum, std::move(open));
    return rest.kind == predicate::PredicateKind::kAtLeast ? std::move(rest) : run(std::move(rest));
  }

  // A Predicate in an initializer list would be copied.
  static std::vector<predicate::Predicate> single(predicate::Predicate predicate) {
    std::vector<predicate::Predicate> operands;
    operands.push_back(std::move(predicate));
    return operands;
  }

  static predicate::Predicate negate(predicate::Predicate child) {
    if (child.kind == predicate::PredicateKind::kConstant) return predicate::Predicate::of(!child.constant);
    if (child.kind != predicate::PredicateKind::kNot) return predicate::Predicate::negation(std::move(child));
    predicate::Predicate inner = std::move(child.children.front());
    return inner;
  }

  // Collects the optimized operands of an `and` or `or`, including those of nested groups of the
  // same kind. Tests in an `or` are left as they are until all are collected, so that each set is
  // sorted only once no matter how its literals were nested.
  void gather(predicate::PredicateKind kind, std::vector<predicate::Predicate> children,
              std::vector<predicate::Predicate>& operands) {
    for (predicate::Predicate& child : children) {
      if (child.kind == kind) {
        gather(kind, std::move(child.children), operands);
      } else if (child.kind == predicate::PredicateKind::kTest && kind == predicate::PredicateKind::kOr) {
        operands.push_back(std::move(child));
      } else {
        add(kind, run(std::move(child)), operands);
      }
    }
  }

  // Appends an optimized operand, or its operands if it is a group of the same kind.
  static void add(predicate::PredicateKind kind, predicate::Predicate operand,
                  std::vector<predicate::Predicate>& operands) {
    if (operand.kind != kind) {
      operands.push_back(std::move(operand));
      return;
    }
    std::move(operand.children.begin(), operand.children.end(), std::back_inserter(operands));
  }

  // Returns the optimized group of optimized operands.
  predicate::Predicate join(predicate::PredicateKind kind, std::vector<predicate::Predicate> operands) const {
    // `true` is neutral in an `and`, `false` in an `or`; the opposite constant decides the group.
    const bool neutral = kind == predicate::PredicateKind::kAnd;
    std::erase_if(operands, [&](const predicate::Predicate& operand) { return operand.is(neutral); });
    for (const predicate::Predicate& operand : operands) {
      if (operand.is(!neutral)) return predicate::Predicate::of(!neutral);
    }
    if (kind == predicate::PredicateKind::kAnd) {
      operands = join_negations(std::move(operands));
    } else {
      operands = merge_tests(std::move(operands));
      for (predicate::Predicate& operand : operands) add_internal_networks(operand, internal_networks_);
    }
    sort_by_cost(operands);
    return kind == predicate::PredicateKind::kAnd ? predicate::Predicate::all_of(std::move(operands))
                                                  : predicate::Predicate::any_of(std::move(operands));
  }

  // Rewrites `not a and not b` as `not (a or b)`.
  std::vector<predicate::Predicate> join_negations(std::vector<predicate::Predicate> operands) const {
    const auto is_negation = [](const predicate::Predicate& operand) {
      return operand.kind == predicate::PredicateKind::kNot;
    };
    if (std::count_if(operands.begin(), operands.end(), is_negation) < 2) return operands;
    std::vector<predicate::Predicate> negated;
    std::vector<predicate::Predicate> joined;
    for (predicate::Predicate& operand : operands) {
      if (is_negation(operand)) {
        add(predicate::PredicateKind::kOr, std::move(operand.children.front()), negated);
      } else {
        joined.push_back(std::move(operand));
      }
    }
    joined.push_back(negate(join(predicate::PredicateKind::kOr, std::move(negated))));
    return joined;
  }

  const std::vector<Cidr>& internal_networks_;
};

}  // namespace

predicate::Predicate optimize(predicate::Predicate predicate, const std::vector<Cidr>& internal_networks) {
  return Optimizer(internal_networks).run(std::move(predicate));
}

}  // namespace firstseen::program
