#include "program/merge.h"

#include <iterator>
#include <unordered_map>
#include <utility>

#include "text/sort_unique.h"

namespace firstseen::program {
namespace {

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// Sorts by length, then by bytes, so that the program compares lengths before any bytes.
void sort_texts(std::vector<std::string>& texts) {
  text::sort_unique(texts, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
}

// Moves the operands of another test of the same kind and slot into a test.
struct Absorb {
  predicate::Test& other;

  template <typename T>
  T& same(T&) const {
    return std::get<T>(other);
  }

  void operator()(predicate::Exists&) const {}
  void operator()(predicate::TextRange&) const {}
  void operator()(predicate::Texts& test) const { append(test.values, std::move(same(test).values)); }
  void operator()(predicate::Wildcards& test) const { append(test.patterns, std::move(same(test).patterns)); }
  void operator()(predicate::Numbers& test) const {
    test.integers.add_all(same(test).integers);
    test.reals.add_all(same(test).reals);
  }
  void operator()(predicate::Booleans& test) const {
    test.accepts_true |= same(test).accepts_true;
    test.accepts_false |= same(test).accepts_false;
  }
  void operator()(predicate::Ips& test) const {
    for (const Cidr& range : same(test).set.ranges()) test.set.add(range);
    test.private_blocks |= same(test).private_blocks;
  }
  void operator()(predicate::Dates& test) const { test.times.add_all(same(test).times); }
  void operator()(predicate::Analysed& test) const {
    append(test.words, std::move(same(test).words));
    append(test.phrases, std::move(same(test).phrases));
    append(test.patterns, std::move(same(test).patterns));
    append(test.ranges, std::move(same(test).ranges));
  }
};

// Sorts and deduplicates the gathered operands.
struct Finish {
  void operator()(predicate::Exists&) const {}
  void operator()(predicate::TextRange&) const {}
  void operator()(predicate::Booleans&) const {}
  void operator()(predicate::Texts& test) const { sort_texts(test.values); }
  void operator()(predicate::Wildcards& test) const { text::sort_unique(test.patterns); }
  void operator()(predicate::Numbers& test) const {
    test.integers.compile();
    test.reals.compile();
  }
  void operator()(predicate::Ips& test) const { test.set.compile(); }
  void operator()(predicate::Dates& test) const { test.times.compile(); }
  void operator()(predicate::Analysed& test) const {
    sort_texts(test.words);
    text::sort_unique(test.phrases);
    text::sort_unique(test.patterns);
  }
};

// Returns the key that two tests must share to be merged, or nullopt for nodes that are never
// merged.
std::optional<std::uint32_t> merge_key(const predicate::Predicate& predicate) {
  if (predicate.kind != predicate::PredicateKind::kTest ||
      std::holds_alternative<predicate::TextRange>(predicate.test))
    return std::nullopt;
  const auto* const texts = std::get_if<predicate::Texts>(&predicate.test);
  const std::uint32_t caseless = texts != nullptr && texts->caseless ? 1 : 0;
  const auto* const analysed = std::get_if<predicate::Analysed>(&predicate.test);
  const auto analyzer =
      static_cast<std::uint32_t>(analysed != nullptr ? analysed->analyzer : event::Analyzer{});
  // Bits 0-15: slot, 16-23: kind of test, 24: caseless, 25-31: analyzer.
  return predicate.slot | static_cast<std::uint32_t>(predicate.test.index()) << 16 | caseless << 24 |
         analyzer << 25;
}

}  // namespace

std::vector<predicate::Predicate> merge_tests(std::vector<predicate::Predicate> operands) {
  std::vector<predicate::Predicate> merged;
  std::unordered_map<std::uint32_t, std::size_t> first;
  for (predicate::Predicate& operand : operands) {
    const auto key = merge_key(operand);
    const auto known = key ? first.try_emplace(*key, merged.size()).first : first.end();
    if (!key || known->second == merged.size()) {
      merged.push_back(std::move(operand));
    } else {
      std::visit(Absorb{operand.test}, merged[known->second].test);
    }
  }
  for (predicate::Predicate& predicate : merged) {
    if (predicate.kind == predicate::PredicateKind::kTest) std::visit(Finish{}, predicate.test);
  }
  return merged;
}

}  // namespace firstseen::program
