#include "kql/optimize.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kql/cost.h"
#include "kql/merge.h"

namespace firstseen::kql {
namespace {

void add_internal_networks(Predicate& predicate, const std::vector<Cidr>& networks) {
  auto* const ips = std::get_if<Ips>(&predicate.test);
  if (ips == nullptr || ips->private_blocks != Ips::kAllPrivateBlocks) return;
  for (const Cidr& network : networks) ips->set.add(network);
  ips->set.compile();
}

void sort_by_cost(std::vector<Predicate>& operands) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < operands.size(); ++i) order.emplace_back(cost(operands[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<Predicate> sorted;
  sorted.reserve(operands.size());
  for (const auto& [unused, index] : order) sorted.push_back(std::move(operands[index]));
  operands = std::move(sorted);
}

class Optimizer {
 public:
  explicit Optimizer(const std::vector<Cidr>& internal_networks) : internal_networks_(internal_networks) {}

  Predicate run(Predicate predicate) {
    switch (predicate.kind) {
      case PredicateKind::kConstant: return predicate;
      case PredicateKind::kTest: return join(PredicateKind::kOr, single(std::move(predicate)));
      case PredicateKind::kNot: return negate(run(std::move(predicate.children.front())));
      case PredicateKind::kNested: {
        Predicate child = run(std::move(predicate.children.front()));
        if (child.is(false)) return child;
        return Predicate::nested(predicate.nested_root, std::move(child));
      }
      case PredicateKind::kAnd:
      case PredicateKind::kOr: break;
    }
    std::vector<Predicate> operands;
    gather(predicate.kind, std::move(predicate.children), operands);
    return join(predicate.kind, std::move(operands));
  }

 private:
  static std::vector<Predicate> single(Predicate predicate) {
    std::vector<Predicate> operands;
    operands.push_back(std::move(predicate));
    return operands;
  }

  static Predicate negate(Predicate child) {
    if (child.kind == PredicateKind::kConstant) return Predicate::of(!child.constant);
    if (child.kind != PredicateKind::kNot) return Predicate::negation(std::move(child));
    Predicate inner = std::move(child.children.front());
    return inner;
  }

  // The optimized operands of an `and` or `or`, those of the groups of the same kind inside it among them.
  // Tests stay as they are until all are there, so that a set is sorted once however its literals were
  // nested.
  void gather(PredicateKind kind, std::vector<Predicate> children, std::vector<Predicate>& operands) {
    for (Predicate& child : children) {
      if (child.kind == kind) {
        gather(kind, std::move(child.children), operands);
      } else if (child.kind == PredicateKind::kTest && kind == PredicateKind::kOr) {
        operands.push_back(std::move(child));
      } else {
        add(kind, run(std::move(child)), operands);
      }
    }
  }

  static void add(PredicateKind kind, Predicate operand, std::vector<Predicate>& operands) {
    if (operand.kind != kind) {
      operands.push_back(std::move(operand));
      return;
    }
    std::move(operand.children.begin(), operand.children.end(), std::back_inserter(operands));
  }

  // The group of optimized operands, itself optimized.
  Predicate join(PredicateKind kind, std::vector<Predicate> operands) const {
    const bool neutral = kind == PredicateKind::kAnd;
    std::erase_if(operands, [&](const Predicate& operand) { return operand.is(neutral); });
    for (const Predicate& operand : operands) {
      if (operand.is(!neutral)) return Predicate::of(!neutral);
    }
    if (kind == PredicateKind::kAnd) {
      operands = join_negations(std::move(operands));
    } else {
      operands = merge_tests(std::move(operands));
      for (Predicate& operand : operands) add_internal_networks(operand, internal_networks_);
    }
    sort_by_cost(operands);
    return kind == PredicateKind::kAnd ? Predicate::all_of(std::move(operands))
                                       : Predicate::any_of(std::move(operands));
  }

  // `not a and not b` is `not (a or b)`.
  std::vector<Predicate> join_negations(std::vector<Predicate> operands) const {
    const auto is_negation = [](const Predicate& operand) { return operand.kind == PredicateKind::kNot; };
    if (std::count_if(operands.begin(), operands.end(), is_negation) < 2) return operands;
    std::vector<Predicate> negated;
    std::vector<Predicate> joined;
    for (Predicate& operand : operands) {
      if (is_negation(operand)) {
        add(PredicateKind::kOr, std::move(operand.children.front()), negated);
      } else {
        joined.push_back(std::move(operand));
      }
    }
    joined.push_back(negate(join(PredicateKind::kOr, std::move(negated))));
    return joined;
  }

  const std::vector<Cidr>& internal_networks_;
};

}  // namespace

Predicate optimize(Predicate predicate, const std::vector<Cidr>& internal_networks) {
  return Optimizer(internal_networks).run(std::move(predicate));
}

}  // namespace firstseen::kql
