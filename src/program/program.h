// The last stage: a tree as flat instructions. Each tests one slot and names the instruction that goes on
// when the test holds and the one when it does not, so `and`, `or` and `not` cost nothing at run time.
//
//   0: number process.pid 4           -> 1 | no
//   1: text network.transport "tcp"   -> 2 | no
//   2: ip destination.ip 10.0.0.0-…   -> no | yes
//
// Immutable once made; evaluation neither allocates nor recurses and may run in many threads at once.
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
  // The program that accepts what `tree` accepts, which must be optimized: words that stand for one test are
  // sorted then. `tree` nests no deeper than 4 * kMaxNesting.
  static Program program_from(const predicate::Predicate& tree);

  // Accepts everything.
  Program() = default;

  // Whether the event passes. Its FieldSet is the one that the tree was typed with.
  bool matches(const event::NetworkEvent& event) const;

  // One instruction a line.
  std::string print(const event::FieldSet& fields) const;

  std::size_t size() const { return code_.size(); }

 private:
  friend class ProgramBuilder;

  enum class Op : std::uint8_t {
    kExists,
    kText,          // one text
    kTexts,         // count texts, sorted by length and bytes
    kTextCaseless,  // count texts
    kTextRange,
    kWildcards,
    kIntegers,  // long values only
    kNumbers,
    kBooleans,
    kIps,
    kDates,
    kAnalysed,
    kFirstElement,  // enters a nested root
    kNextElement,   // goes on to its next element
  };

  // Where a program ends.
  static constexpr std::uint32_t kYes = UINT32_MAX;
  static constexpr std::uint32_t kNo = UINT32_MAX - 1;
  // Loops over nested roots that may stand in each other.
  static constexpr std::size_t kMaxLoops = 256;
  static constexpr std::uint16_t kNoLoop = UINT16_MAX;

  struct Instruction {
    Op op = Op::kExists;
    std::uint8_t booleans = 0;      // kBooleans: 1 accepts false, 2 true
    event::FieldSlot slot = 0;      // kFirstElement, kNextElement: the nested root
    std::uint16_t loop = kNoLoop;   // the loop that it stands in; of the element instructions their own
    std::uint16_t outer = kNoLoop;  // element instructions: the loop around theirs
    std::uint32_t begin = 0;        // the operands: from here in the table of the op
    std::uint32_t count = 0;
    std::uint32_t on_true = kYes;
    std::uint32_t on_false = kNo;
  };

  // A text in text_bytes_.
  struct TextRef {
    std::uint32_t begin;
    std::uint32_t size;
  };

  struct NumberSets {
    predicate::RangeSet<std::int64_t> integers;
    predicate::RangeSet<double> reals;
  };

  struct Elements;  // the element that each loop is at

  bool holds(const Instruction& at, const event::NetworkEvent& event, Elements& elements) const;
  static bool seek_element(const Instruction& at, const event::NetworkEvent& event, std::uint32_t element,
                           Elements& elements);
  bool accepts_text(const Instruction& at, const event::Value& value) const;
  bool accepts_caseless(const Instruction& at, const event::Value& value) const;
  bool accepts_wildcard(const Instruction& at, const event::Value& value) const;
  bool accepts_number(const Instruction& at, const event::Value& value) const;
  std::string_view text(const TextRef& ref) const { return {text_bytes_.data() + ref.begin, ref.size}; }
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
