#include "prefilter/requirement.h"

#include <algorithm>
#include <array>
#include <set>

#include "text/ascii.h"
#include "text/sort_unique.h"

namespace firstseen::prefilter {
namespace {

using predicate::Predicate;
using predicate::PredicateKind;

// Whether a field has few values and most records share the common ones.
bool is_common_field(std::string_view field) {
  constexpr std::array<std::string_view, 16> kNames{
      "event.category", "event.type",        "event.kind",       "event.module",
      "event.dataset",  "event.outcome",     "event.provider",   "network.transport",
      "network.type",   "network.direction", "network.protocol", "agent.type",
      "host.os.type",   "host.os.family",    "host.os.platform", "data_stream.dataset"};
  return std::find(kNames.begin(), kNames.end(), field) != kNames.end();
}

// Whether the literal has other spellings, whose bytes are not its own.
bool is_number(const Literal& literal) {
  return literal.boundary == Boundary::kNumber || literal.boundary == Boundary::kHex;
}

// Estimates the share of documents that contain a literal, by its length. A whole number with a
// boundary is rarer than a word of the same length.
double expected_share(const Literal& literal) {
  const std::size_t size = literal.text.size();
  if (literal.boundary != Boundary::kNone &&
      std::all_of(literal.text.begin(), literal.text.end(), text::is_digit)) {
    constexpr std::array<double, 6> kDigits{1, 0.9, 0.6, 0.05, 0.02, 0.01};
    return kDigits[std::min(size, kDigits.size() - 1)];
  }
  constexpr std::array<double, 10> kLetters{1, 1, 1, 0.6, 0.3, 0.2, 0.12, 0.08, 0.06, 0.04};
  return kLetters[std::min(size, kLetters.size() - 1)];
}

// Whether every document with a hit of `literal` also has a hit of `other`.
bool implies(const Literal& literal, const Literal& other) {
  if (literal.any_spelling && !other.any_spelling) return false;
  if (is_number(literal) && !is_number(other)) return false;
  if (other.boundary != Boundary::kNone) {
    return literal.boundary == other.boundary && other.any_case &&
           text::equal_ignoring_case(literal.text, other.text);
  }
  if (other.any_case) return text::contains_ignoring_case(literal.text, other.text);
  return !literal.any_case && literal.text.find(other.text) != std::string::npos;
}

// Removes duplicates and literals that imply another one. Of two that imply each other, the smaller
// one is kept.
std::vector<Literal> without_implied(std::vector<Literal> literals) {
  text::sort_unique(literals);
  std::vector<Literal> kept;
  for (const Literal& literal : literals) {
    const bool implied = std::any_of(literals.begin(), literals.end(), [&](const Literal& other) {
      return !(literal == other) && implies(literal, other) && !(implies(other, literal) && literal < other);
    });
    if (!implied) kept.push_back(literal);
  }
  return kept;
}

// A requirement and its cost: the share of documents that it lets through.
struct Choice {
  Requirement literals;
  double share = 1;
  std::string clause;
};

// Chooses the most selective clause whose literals every matching record must contain.
class Chooser {
 public:
  Chooser(Preimages& preimages, const event::FieldSet& fields) : preimages_(preimages), fields_(fields) {}

  Choice of(const Predicate& tree) {
    switch (tree.kind) {
      case PredicateKind::kConstant: return of_constant(tree.constant);
      case PredicateKind::kAnd: return of_all(tree);
      case PredicateKind::kOr:
      case PredicateKind::kAtLeast: return of_any(tree);
      case PredicateKind::kNested: return of(tree.children.front());
      case PredicateKind::kTest: return of_test(tree);
      case PredicateKind::kNot: break;
    }
    return {};
  }

 private:
  static Choice of_constant(bool holds) {
    if (holds) return {};
    return {std::vector<Literal>{}, 0, "false"};
  }

  Choice of_all(const Predicate& tree) {
    Choice best;
    for (const Predicate& child : tree.children) {
      Choice choice = of(child);
      if (choice.literals && (!best.literals || choice.share < best.share)) best = std::move(choice);
    }
    return best;
  }

  Choice of_any(const Predicate& tree) {
    Choice sum{std::vector<Literal>{}, 0, {}};
    for (const Predicate& child : tree.children) {
      const Choice choice = of(child);
      if (!choice.literals) return {};
      sum.literals->insert(sum.literals->end(), choice.literals->begin(), choice.literals->end());
      sum.share = std::min(1.0, sum.share + choice.share);
      if (!choice.literals->empty()) sum.clause += (sum.clause.empty() ? "" : " or ") + choice.clause;
    }
    sum.literals = coarsened(without_implied(std::move(*sum.literals)), kMaxRuleLiterals);
    return sum.literals ? sum : Choice{};
  }

  Choice of_test(const Predicate& tree) {
    const auto literals = preimages_.of(tree.slot, tree.test);
    if (!literals) return {};
    Choice choice{coarsened(without_implied(*literals), kMaxRuleLiterals), 0,
                  predicate::print(tree.test, fields_[tree.slot].name)};
    if (!choice.literals) return {};
    choice.share = prefilter::expected_share(*choice.literals, fields_[tree.slot].base);
    return choice;
  }

  Preimages& preimages_;
  const event::FieldSet& fields_;
};

}  // namespace

Requirement coarsened(const std::vector<Literal>& literals, std::size_t limit) {
  constexpr std::size_t kShortest = 4;
  if (literals.size() <= limit) return literals;
  std::size_t size = 0;
  for (const Literal& literal : literals) size = std::max(size, literal.text.size());
  for (; size >= kShortest; --size) {
    std::set<Literal> beginnings;
    for (Literal literal : literals) {
      if (literal.text.size() > size && !is_number(literal)) {
        literal.boundary = Boundary::kNone;
        literal.text.resize(size);
      }
      beginnings.insert(std::move(literal));
    }
    if (beginnings.size() <= limit) return std::vector(beginnings.begin(), beginnings.end());
  }
  return std::nullopt;
}

double expected_share(const std::vector<Literal>& literals, const std::string& field) {
  double sum = 0;
  for (const Literal& literal : literals) sum += expected_share(literal);
  if (!literals.empty() && is_common_field(field)) sum = std::max(sum, 0.95);
  return std::min(1.0, sum);
}

RuleRequirement requirement_of(const std::string& rule, const Predicate& tree, Preimages& preimages,
                               const event::FieldSet& fields) {
  Choice choice = Chooser(preimages, fields).of(tree);
  if (!choice.literals) return {rule, std::nullopt, {}};
  return {rule, std::move(choice.literals), std::move(choice.clause)};
}

}  // namespace firstseen::prefilter
