#include "hunt/blind_spots.h"

#include <map>
#include <set>
#include <string>

#include "text/sort_unique.h"

namespace firstseen::hunt {
namespace {

using predicate::Predicate;
using predicate::PredicateKind;

// Whether a condition can hold, decided by the present fields alone. kOpen: depends on their
// values.
enum class Verdict { kNever, kOpen, kAlways };

Verdict opposite(Verdict verdict) {
  if (verdict == Verdict::kOpen) return verdict;
  return verdict == Verdict::kNever ? Verdict::kAlways : Verdict::kNever;
}

// Evaluates a condition over all records of a source: a test of a field that none of them has
// fails, the other tests are open.
class Reach {
 public:
  explicit Reach(const std::vector<bool>& present) : present_(present) {}

  Verdict of(const Predicate& tree) const {
    switch (tree.kind) {
      case PredicateKind::kConstant: return tree.constant ? Verdict::kAlways : Verdict::kNever;
      case PredicateKind::kTest: return has(tree.slot) ? Verdict::kOpen : Verdict::kNever;
      case PredicateKind::kNot: return opposite(of(tree.children.front()));
      case PredicateKind::kNested:
        return of(tree.children.front()) == Verdict::kNever ? Verdict::kNever : Verdict::kOpen;
      case PredicateKind::kAtLeast: return of_at_least(tree);
      case PredicateKind::kAnd: return of_all(tree, Verdict::kNever, Verdict::kAlways);
      case PredicateKind::kOr: return of_all(tree, Verdict::kAlways, Verdict::kNever);
    }
    return Verdict::kOpen;
  }

  // Collects the missing fields because of which a condition never holds.
  void collect_missing(const Predicate& tree, std::set<event::FieldSlot>& missing) const {
    if (tree.kind == PredicateKind::kTest && !has(tree.slot)) missing.insert(tree.slot);
    if (tree.kind == PredicateKind::kNot) return;
    for (const Predicate& child : tree.children) {
      if (of(child) == Verdict::kNever) collect_missing(child, missing);
    }
  }

  bool has(event::FieldSlot slot) const { return present_[slot]; }

 private:
  // Returns `decisive` if one child is, `neutral` if all children are, else kOpen.
  Verdict of_all(const Predicate& tree, Verdict decisive, Verdict neutral) const {
    Verdict verdict = neutral;
    for (const Predicate& child : tree.children) {
      const Verdict one = of(child);
      if (one == decisive) return decisive;
      if (one == Verdict::kOpen) verdict = Verdict::kOpen;
    }
    return verdict;
  }

  Verdict of_at_least(const Predicate& tree) const {
    std::size_t always = 0;
    std::size_t never = 0;
    for (const Predicate& child : tree.children) {
      const Verdict one = of(child);
      if (one == Verdict::kAlways) ++always;
      if (one == Verdict::kNever) ++never;
    }
    if (always >= tree.minimum) return Verdict::kAlways;
    return tree.children.size() - never < tree.minimum ? Verdict::kNever : Verdict::kOpen;
  }

  const std::vector<bool>& present_;
};

// Returns the missing fields because of which no record can match the rule; empty if records may
// match.
std::set<event::FieldSlot> missing_fields(const rules::CompiledRule& rule, const std::vector<bool>& present) {
  const Reach reach(present);
  std::set<event::FieldSlot> missing;
  if (reach.of(rule.tree) == Verdict::kNever) reach.collect_missing(rule.tree, missing);
  if (rule.missing_term_counts) return missing;
  for (const event::FieldSlot term : rule.terms) {
    if (!reach.has(term)) missing.insert(term);
  }
  return missing;
}

// Sums up the shapes of each source, over all files.
std::map<std::string, pass::ShapeReading> by_source(const rules::RuleSet& rules,
                                                    const pass::Reading& reading) {
  std::map<std::string, pass::ShapeReading> sources;
  for (const auto& [id, file] : reading.files) {
    for (const auto& [name, shape] : file.shapes) {
      pass::ShapeReading& sum = sources[shape.source];
      sum.present.resize(rules.fields.size(), false);
      sum.add(shape);
    }
  }
  return sources;
}

}  // namespace

std::vector<BlindSpot> find_blind_spots(const rules::RuleSet& rules, const pass::Reading& reading) {
  std::vector<BlindSpot> spots;
  for (const auto& [source, sum] : by_source(rules, reading)) {
    for (const rules::CompiledRule& rule : rules.rules) {
      const std::set<event::FieldSlot> missing = missing_fields(rule, sum.present);
      if (missing.empty()) continue;
      BlindSpot spot{source, sum.records, rule.rule.id, rule.rule.name, {}};
      for (const event::FieldSlot slot : missing) spot.fields.push_back(rules.fields[slot].name);
      text::sort_unique(spot.fields);
      spots.push_back(std::move(spot));
    }
  }
  return spots;
}

}  // namespace firstseen::hunt
