// Evaluation of programs.
#include "program/program.h"

#include <algorithm>
#include <array>
#include <span>

#include "predicate/analysis.h"
#include "predicate/value_test.h"

namespace firstseen::program {

struct Program::Elements {
  std::array<std::uint32_t, kMaxLoops> at;  // set only for loops that have begun
};

namespace {

// Up to this many strings are scanned linearly; more are searched by bisection.
constexpr std::size_t kScannedTexts = 4;

template <typename T>
std::span<const T> part(const std::vector<T>& all, std::uint32_t begin, std::uint32_t count) {
  return std::span(all).subspan(begin, count);
}

}  // namespace

bool Program::accepts_text(const Instruction& at, const event::Value& value) const {
  if (!predicate::is_plain_text(value)) return false;
  const auto texts = part(texts_, at.begin, at.count);
  if (texts.size() <= kScannedTexts) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const TextRef& ref) { return text(ref) == value.text; });
  }
  const auto before = [this](const TextRef& ref, std::string_view v) {
    return ref.size != v.size() ? ref.size < v.size() : text(ref) < v;
  };
  const auto found = std::lower_bound(texts.begin(), texts.end(), value.text, before);
  return found != texts.end() && text(*found) == value.text;
}

bool Program::accepts_caseless(const Instruction& at, const event::Value& value) const {
  if (!predicate::is_plain_text(value)) return false;
  const auto texts = part(texts_, at.begin, at.count);
  const auto before = [this](const TextRef& ref, std::string_view v) {
    return predicate::compare_folded(v, text(ref)) > 0;
  };
  const auto found = std::lower_bound(texts.begin(), texts.end(), value.text, before);
  return found != texts.end() && predicate::equals_folded(value.text, text(*found));
}

bool Program::accepts_wildcard(const Instruction& at, const event::Value& value) const {
  if (!predicate::is_plain_text(value)) return false;
  const auto patterns = part(wildcards_, at.begin, at.count);
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const text::Wildcard& p) { return p.matches(value.text); });
}

bool Program::accepts_number(const Instruction& at, const event::Value& value) const {
  const NumberSets& sets = numbers_[at.begin];
  switch (value.type) {
    case event::FieldType::kLong:
      return predicate::any_contains(std::span(sets.integers.ranges()), value.integer);
    case event::FieldType::kDouble:
      return predicate::any_contains(std::span(sets.reals.ranges()), value.number);
    case event::FieldType::kUnknown: return predicate::passes_as_number(sets.integers, sets.reals, value);
    default: return false;
  }
}

// Whether the instruction's test holds. Inside a loop, only the values of the current element
// count.
bool Program::holds(const Instruction& at, const event::NetworkEvent& event, Elements& elements) const {
  const auto any = [&](auto&& accepts) {
    for (const event::Value& value : event.values(at.slot)) {
      if (at.loop != kNoLoop && value.element != elements.at[at.loop]) continue;
      if (accepts(value)) return true;
    }
    return false;
  };
  switch (at.op) {
    case Op::kExists: return any([](const event::Value&) { return true; });
    case Op::kText: {
      const std::string_view expected = text(texts_[at.begin]);
      return any([&](const event::Value& value) {
        return predicate::is_plain_text(value) && value.text == expected;
      });
    }
    case Op::kTexts: return any([&](const event::Value& value) { return accepts_text(at, value); });
    case Op::kTextCaseless:
      return any([&](const event::Value& value) { return accepts_caseless(at, value); });
    case Op::kTextRange:
      return any([&](const event::Value& value) { return predicate::passes(text_ranges_[at.begin], value); });
    case Op::kWildcards: return any([&](const event::Value& value) { return accepts_wildcard(at, value); });
    case Op::kIntegers: {
      const auto ranges = part(integers_, at.begin, at.count);
      return any([&](const event::Value& v) {
        return v.type == event::FieldType::kLong && predicate::any_contains(ranges, v.integer);
      });
    }
    case Op::kNumbers: return any([&](const event::Value& value) { return accepts_number(at, value); });
    case Op::kBooleans:
      return any([&](const event::Value& v) {
        return v.type == event::FieldType::kBoolean && (at.booleans & (v.boolean ? 2 : 1)) != 0;
      });
    case Op::kIps:
      return any([&](const event::Value& v) {
        return v.type == event::FieldType::kIp && ips_[at.begin].contains(v.ip);
      });
    case Op::kDates: {
      const auto ranges = part(dates_, at.begin, at.count);
      return any([&](const event::Value& v) {
        return v.type == event::FieldType::kDate && predicate::any_contains(ranges, v.time);
      });
    }
    case Op::kAnalysed:
      return any([&](const event::Value& value) { return predicate::passes(analysed_[at.begin], value); });
    case Op::kFirstElement: return seek_element(at, event, 0, elements);
    case Op::kNextElement: return seek_element(at, event, elements.at[at.loop] + 1, elements);
  }
  return false;
}

// Moves the loop of an element instruction to the first element at or after `element` that is in
// the current element of the outer loop. Returns false if there is none.
bool Program::seek_element(const Instruction& at, const event::NetworkEvent& event, std::uint32_t element,
                           Elements& elements) {
  const std::size_t count = event.element_count(at.slot);
  if (at.outer != kNoLoop) {
    while (element < count && event.parent_element(at.slot, element) != elements.at[at.outer]) ++element;
  }
  elements.at[at.loop] = element;
  return element < count;
}

bool Program::matches(const event::NetworkEvent& event) const {
  Elements elements;
  // kNo and kYes are the two largest targets, so `at < kNo` holds for every instruction.
  std::uint32_t at = entry_;
  while (at < kNo) {
    const Instruction& instruction = code_[at];
    at = holds(instruction, event, elements) ? instruction.on_true : instruction.on_false;
  }
  return at == kYes;
}

}  // namespace firstseen::program
