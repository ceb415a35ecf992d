#include "predicate/predicate.h"

#include <string>
#include <utility>

namespace firstseen::predicate {
namespace {

Predicate group(PredicateKind kind, std::vector<Predicate> children) {
  if (children.empty()) return Predicate::of(kind == PredicateKind::kAnd);
  if (children.size() == 1) {
    Predicate child = std::move(children.front());
    return child;
  }
  Predicate predicate;
  predicate.kind = kind;
  predicate.children = std::move(children);
  return predicate;
}

std::string_view head_of(PredicateKind kind) {
  switch (kind) {
    case PredicateKind::kAnd: return "(and";
    case PredicateKind::kOr: return "(or";
    case PredicateKind::kAtLeast: return "(at-least ";
    case PredicateKind::kNot: return "(not";
    default: return "(nested ";
  }
}

void append(std::string& out, const Predicate& predicate, const event::FieldSet& fields) {
  if (predicate.kind == PredicateKind::kConstant) {
    out += predicate.constant ? "true" : "false";
    return;
  }
  if (predicate.kind == PredicateKind::kTest) {
    out += print(predicate.test, fields[predicate.slot].name);
    return;
  }
  out += head_of(predicate.kind);
  if (predicate.kind == PredicateKind::kAtLeast) out += std::to_string(predicate.minimum);
  if (predicate.kind == PredicateKind::kNested) out += fields.nested_roots()[predicate.nested_root].path;
  for (const Predicate& child : predicate.children) {
    out += ' ';
    append(out, child, fields);
  }
  out += ')';
}

}  // namespace

Predicate Predicate::of(bool constant) {
  Predicate predicate;
  predicate.constant = constant;
  return predicate;
}

Predicate Predicate::of(event::FieldSlot slot, Test test) {
  Predicate predicate;
  predicate.kind = PredicateKind::kTest;
  predicate.slot = slot;
  predicate.test = std::move(test);
  return predicate;
}

Predicate Predicate::negation(Predicate child) {
  Predicate predicate;
  predicate.kind = PredicateKind::kNot;
  predicate.children.push_back(std::move(child));
  return predicate;
}

Predicate Predicate::nested(std::uint16_t root, Predicate child) {
  Predicate predicate;
  predicate.kind = PredicateKind::kNested;
  predicate.nested_root = root;
  predicate.children.push_back(std::move(child));
  return predicate;
}

Predicate Predicate::all_of(std::vector<Predicate> children) {
  return group(PredicateKind::kAnd, std::move(children));
}

Predicate Predicate::any_of(std::vector<Predicate> children) {
  return group(PredicateKind::kOr, std::move(children));
}

Predicate Predicate::at_least(std::uint64_t minimum, std::vector<Predicate> children) {
  if (minimum == 0) return of(true);
  if (minimum > children.size()) return of(false);
  if (minimum == 1) return any_of(std::move(children));
  if (minimum == children.size()) return all_of(std::move(children));
  Predicate predicate = group(PredicateKind::kAtLeast, std::move(children));
  predicate.minimum = static_cast<std::uint32_t>(minimum);
  return predicate;
}

void collect_slots(const Predicate& predicate, std::set<event::FieldSlot>& slots) {
  if (predicate.kind == PredicateKind::kTest) slots.insert(predicate.slot);
  for (const Predicate& child : predicate.children) collect_slots(child, slots);
}

std::string print(const Predicate& predicate, const event::FieldSet& fields) {
  std::string out;
  append(out, predicate, fields);
  return out;
}

}  // namespace firstseen::predicate
