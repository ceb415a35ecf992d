// Evaluation of programs.
#include "program/program.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>
#include <vector>

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

// Returns any(accepts); `accepts` is what the instruction, which is a test, requires of a value.
template <typename Any>
bool Program::test(const Instruction& at, const Any& any) const {
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
    case Op::kFirstElement:
    case Op::kNextElement: return false;
  }
  return false;
}

// Whether the instruction's test holds. Inside a loop, only the values of the current element
// count.
bool Program::holds(const Instruction& at, const event::NetworkEvent& event, Elements& elements) const {
  if (at.op == Op::kFirstElement) return seek_element(at, event, 0, elements);
  if (at.op == Op::kNextElement) return seek_element(at, event, elements.at[at.loop] + 1, elements);
  return test(at, [&](auto&& accepts) {
    for (const event::Value& value : event.values(at.slot)) {
      if (at.loop != kNoLoop && value.element != elements.at[at.loop]) continue;
      if (accepts(value)) return true;
    }
    return false;
  });
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

bool Program::follow(const event::NetworkEvent& event) const {
  Elements elements;
  // kNo and kYes are the two largest targets, so `at < kNo` holds for every instruction.
  std::uint32_t at = entry_;
  while (at < kNo) {
    const Instruction& instruction = code_[at];
    at = holds(instruction, event, elements) ? instruction.on_true : instruction.on_false;
  }
  return at == kYes;
}

// Follows every jump that some choice of the values of repeated fields makes. A place is an instruction and the element
// that it looks at; each is visited once.
class Program::Explorer {
 public:
  Explorer(const Program& program, const event::NetworkEvent& event, const OnlyValue* only)
      : program_(program), event_(event), only_(only) {}

  Outcomes explore() {
    go({program_.entry_, kNoLoop, 0, 0});
    while (!pending_.empty()) {
      const Place place = pending_.back();
      pending_.pop_back();
      visit(place);
    }
    return outcomes_;
  }

 private:
  // `loop` is the innermost loop that has begun, `element` its current element, one of the nested root `root`.
  struct Place {
    std::uint32_t at;
    std::uint16_t loop;
    std::uint16_t root;
    std::uint32_t element;
  };

  void visit(const Place& place) {
    const Instruction& at = program_.code_[place.at];
    if (at.op == Op::kFirstElement || at.op == Op::kNextElement) return enter(at, place);
    const Outcomes result = outcomes_of(at, place.element);
    if (result.yes) go({at.on_true, place.loop, place.root, place.element});
    if (result.no) go({at.on_false, place.loop, place.root, place.element});
  }

  // Begins a loop, or advances it; at its end, leaves it.
  void enter(const Instruction& at, const Place& place) {
    const bool first = at.op == Op::kFirstElement;
    const Place outside = first ? place : left(place);
    Elements elements;
    if (at.outer != kNoLoop) elements.at[at.outer] = outside.element;
    if (seek_element(at, event_, first ? 0 : place.element + 1, elements)) {
      go({at.on_true, at.loop, at.slot, elements.at[at.loop]});
    } else {
      go({at.on_false, outside.loop, outside.root, outside.element});
    }
  }

  // Returns the place outside of its loop, in the element of the outer loop that has the current one.
  Place left(const Place& place) const {
    if (place.loop == 0) return {place.at, kNoLoop, 0, 0};
    const auto parent = event_.fields().nested_roots()[place.root].parent;
    return {place.at, static_cast<std::uint16_t>(place.loop - 1), parent.value_or(0),
            event_.parent_element(place.root, place.element)};
  }

  // Adds a place, after leaving the loops that its instruction is not in.
  void go(Place place) {
    if (place.at == kYes) outcomes_.yes = true;
    if (place.at == kNo) outcomes_.no = true;
    if (place.at >= kNo) return;
    const Instruction& at = program_.code_[place.at];
    const std::uint16_t within = at.op == Op::kFirstElement ? at.outer : at.loop;
    while (place.loop != within) place = left(place);
    const std::uint64_t key = std::uint64_t{place.at} << 32 | place.element;
    if (visited_.insert(key).second) pending_.push_back(place);
  }

  Outcomes outcomes_of(const Instruction& at, std::uint32_t element) const {
    const auto* const repeated = event_.repeated(at.slot);
    const bool alone = only_ != nullptr && only_->slot == at.slot;
    const event::Values values = alone ? event::Values(&only_->value, 1) : event_.values(at.slot);
    Outcomes outcomes;
    (void)program_.test(at, [&](auto&& accepts) {
      for (const event::Value& value : values) {
        if (at.loop != kNoLoop && value.element != element) continue;
        (accepts(value) ? outcomes.yes : outcomes.no) = true;
      }
      return false;
    });
    // The values of a field that is not repeated do not contradict one another.
    if (repeated == nullptr || alone) outcomes.no = !outcomes.yes;
    if (repeated != nullptr && !alone) outcomes.no |= repeated->some_absent || !outcomes.yes;
    return outcomes;
  }

  const Program& program_;
  const event::NetworkEvent& event_;
  const OnlyValue* only_;
  Outcomes outcomes_;
  std::vector<Place> pending_;
  std::unordered_set<std::uint64_t> visited_;
};

Program::Outcomes Program::explore(const event::NetworkEvent& event, const OnlyValue* only) const {
  return Explorer(*this, event, only).explore();
}

}  // namespace firstseen::program
