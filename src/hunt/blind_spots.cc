#include "hunt/blind_spots.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

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
  // Without a value, no distinct ones are counted.
  for (std::size_t i = 0; i < rule.counted.size(); ++i) {
    if (rule.rule.threshold.cardinality[i].value > 0 && !reach.has(rule.counted[i]))
      missing.insert(rule.counted[i]);
  }
  if (rule.missing_term_counts) return missing;
  for (const event::FieldSlot term : rule.terms) {
    if (!reach.has(term)) missing.insert(term);
  }
  return missing;
}

// Whether no record has any field of the rule.
bool is_unrelated(const rules::CompiledRule& rule, const std::vector<bool>& present) {
  std::set<event::FieldSlot> slots(rule.terms.begin(), rule.terms.end());
  predicate::collect_slots(rule.tree, slots);
  return std::none_of(slots.begin(), slots.end(), [&](event::FieldSlot slot) { return present[slot]; });
}

// Records with the same fields, of files that were parsed completely.
struct Group {
  std::uint64_t records = 0;
  std::vector<std::string_view> files;
};

// The records of one shape, or of one module of it, in all files.
struct ShapeSum {
  pass::ShapeReading sum;
  bool all_parsed = true;
  std::map<std::vector<bool>, Group> groups;  // by present fields
};

using ShapeSums = std::map<std::string, ShapeSum, std::less<>>;

ShapeSums sum_shapes(const rules::RuleSet& rules, const pass::Reading& reading) {
  ShapeSums sums;
  for (const auto& [id, file] : reading.files) {
    for (const auto& [key, shape] : file.shapes) {
      const auto [known, added] = sums.try_emplace(key);
      ShapeSum& sum = known->second;
      if (added) sum.sum = {shape.source, shape.shape, shape.module, 0, {}};
      sum.sum.add(shape);
      sum.sum.present.resize(rules.fields.size(), false);
      sum.all_parsed &= file.skipped == 0;
      std::vector<bool> present = shape.present;
      present.resize(rules.fields.size(), false);
      if (file.skipped > 0) continue;
      Group& group = sum.groups[std::move(present)];
      group.records += shape.records;
      group.files.push_back(file.path);
    }
  }
  return sums;
}

BlindSpot spot_of(const ShapeSum& shape, const rules::CompiledRule& rule, const event::FieldSet& fields,
                  const std::set<event::FieldSlot>& missing) {
  BlindSpot spot;
  spot.source = shape.sum.source;
  spot.shape = shape.sum.shape;
  spot.module = shape.sum.module;
  spot.rule_id = rule.rule.id;
  spot.rule_name = rule.rule.name;
  for (const event::FieldSlot slot : missing) spot.fields.push_back(fields[slot].name);
  text::sort_unique(spot.fields);
  return spot;
}

// Adds the spots of files whose records cannot match a rule, although others of the shape can.
void add_files(const ShapeSum& shape, const rules::CompiledRule& rule, const event::FieldSet& fields,
               std::vector<BlindSpot>& spots) {
  std::map<std::vector<std::string>, BlindSpot> by_fields;
  for (const auto& [present, group] : shape.groups) {
    const std::set<event::FieldSlot> missing = missing_fields(rule, present);
    if (missing.empty()) continue;
    BlindSpot spot = spot_of(shape, rule, fields, missing);
    BlindSpot& known = by_fields.try_emplace(spot.fields, spot).first->second;
    known.records += group.records;
    known.unrelated = is_unrelated(rule, present);
    known.file_count += group.files.size();
    known.files.insert(known.files.end(), group.files.begin(), group.files.end());
  }
  for (auto& [missing, spot] : by_fields) {
    std::sort(spot.files.begin(), spot.files.end());
    spot.files.resize(std::min(spot.files.size(), kShownFiles));
    spots.push_back(std::move(spot));
  }
}

}  // namespace

std::vector<BlindSpot> find_blind_spots(const rules::RuleSet& rules, const pass::Reading& reading) {
  std::vector<BlindSpot> spots;
  for (const auto& [key, shape] : sum_shapes(rules, reading)) {
    for (const rules::CompiledRule& rule : rules.rules) {
      const std::set<event::FieldSlot> missing = missing_fields(rule, shape.sum.present);
      if (missing.empty()) {
        add_files(shape, rule, rules.fields, spots);
        continue;
      }
      BlindSpot spot = spot_of(shape, rule, rules.fields, missing);
      spot.records = shape.sum.records;
      spot.all_parsed = shape.all_parsed;
      spot.unrelated = is_unrelated(rule, shape.sum.present);
      spots.push_back(std::move(spot));
    }
  }
  return spots;
}

}  // namespace firstseen::hunt
