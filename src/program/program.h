// A predicate compiled to flat instructions. Each one tests a slot and names the next instruction
// if the test holds and if it does not, so `and`, `or` and `not` cost nothing at run time.
//
//   0: number process.pid 4           -> 1 | no
//   1: text network.transport "tcp"   -> 2 | no
//   2: ip destination.ip 10.0.0.0-…   -> no | yes
//
// Immutable once built. Evaluation neither allocates nor recurses, and is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"
#include "predicate/predicate.h"
#include "text/wildcard.h"

namespace firstseen::program {

class Program {
 public:
  // Compiles a program that accepts exactly what `tree` accepts. REQUIRES: `tree` is optimized (the
  // operands of each test are sorted) and nests at most 4 * kMaxNesting deep.
  static Program program_from(const predicate::Predicate& tree);

  // Accepts everything.
  Program() = default;

  // Whether the event matches. REQUIRES: the event has the FieldSet that the tree was typed with.
  //
  // Of a repeated field (NetworkEvent::repeated()) any value may count, so a test of it may both hold and fail. The event
  // matches if it does for some choice per test.
  bool matches(const event::NetworkEvent& event) const {
    return event.repeated().empty() ? follow(event) : explore(event, nullptr).yes;
  }

  // Whether it matches for every choice.
  bool must_match(const event::NetworkEvent& event) const {
    return event.repeated().empty() ? follow(event) : !explore(event, nullptr).no;
  }

  // Whether it matches if `value` is the only one of its repeated field.
  bool matches_with(const event::NetworkEvent& event, event::FieldSlot slot,
                    const event::Value& value) const {
    const OnlyValue only{slot, value};
    return explore(event, &only).yes;
  }

  // Prints one instruction per line.
  std::string print(const event::FieldSet& fields) const;

  std::size_t size() const { return code_.size(); }

 private:
  friend class ProgramBuilder;

  enum class Op : std::uint8_t {
    kExists,
    kText,          // one string
    kTexts,         // `count` strings, sorted by length, then bytes
    kTextCaseless,  // `count` strings in lower case, sorted likewise
    kTextRange,
    kWildcards,
    kIntegers,  // long values only
    kNumbers,
    kBooleans,
    kIps,
    kDates,
    kAnalysed,
    kFirstElement,  // enters a nested root
    kNextElement,   // advances to its next element
  };

  // Jump targets that end the program.
  static constexpr std::uint32_t kYes = UINT32_MAX;
  static constexpr std::uint32_t kNo = UINT32_MAX - 1;
  // The maximum depth of nested loops over nested roots. Each one needs a brace in the query, so
  // kql::kMaxNesting bounds it.
  static constexpr std::size_t kMaxLoops = 256;
  static constexpr std::uint16_t kNoLoop = UINT16_MAX;

  struct Instruction {
    Op op = Op::kExists;
    std::uint8_t booleans = 0;      // kBooleans: bit 0 accepts false, bit 1 true
    event::FieldSlot slot = 0;      // kFirstElement, kNextElement: the nested root
    std::uint16_t loop = kNoLoop;   // the enclosing loop; for element instructions, their own
    std::uint16_t outer = kNoLoop;  // element instructions: the enclosing loop
    std::uint32_t begin = 0;        // index of the first operand in the op's table
    std::uint32_t count = 0;
    std::uint32_t on_true = kYes;
    std::uint32_t on_false = kNo;
  };

  // A string in text_bytes_.
  struct TextRef {
    std::uint32_t begin;
    std::uint32_t size;
  };

  struct NumberSets {
    predicate::RangeSet<std::int64_t> integers;
    predicate::RangeSet<double> reals;
  };

  struct Elements;  // the current element of each loop

  struct OnlyValue {  // the value of a field that counts
    event::FieldSlot slot;
    const event::Value& value;
  };
  struct Outcomes {  // what a test or a program may result in
    bool yes = false;
    bool no = false;
  };
  class Explorer;

  bool follow(const event::NetworkEvent& event) const;
  Outcomes explore(const event::NetworkEvent& event, const OnlyValue* only) const;
  bool holds(const Instruction& at, const event::NetworkEvent& event, Elements& elements) const;
  template <typename Any>
  bool test(const Instruction& at, const Any& any) const;
  static bool seek_element(const Instruction& at, const event::NetworkEvent& event, std::uint32_t element,
                           Elements& elements);
  bool accepts_text(const Instruction& at, const event::Value& value) const;
  bool accepts_caseless(const Instruction& at, const event::Value& value) const;
  bool accepts_wildcard(const Instruction& at, const event::Value& value) const;
  bool accepts_number(const Instruction& at, const event::Value& value) const;
  std::string_view text(const TextRef& ref) const { return {text_bytes_.data() + ref.begin, ref.size}; }
  // For print().
  predicate::Test operand_of(const Instruction& at) const;
  std::string target(std::uint32_t to) const;

  std::uint32_t entry_ = kYes;
  std::vector<Instruction> code_;
  std::string text_bytes_;
  std::vector<TextRef> texts_;
  std::vector<predicate::Range<std::int64_t>> integers_;
  std::vector<NumberSets> numbers_;
  std::vector<text::Wildcard> wildcards_;
  std::vector<predicate::TextRange> text_ranges_;
  std::vector<net::IpSet> ips_;
  std::vector<predicate::Range<Timestamp>> dates_;
  std::vector<predicate::Analysed> analysed_;
};

}  // namespace firstseen::program
