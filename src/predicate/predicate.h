// A tree of typed tests: the result of typing, and the input of all later stages.
//
//   (and (number destination.port 139 445) (not (ip destination.ip 10.0.0.0-10.255.255.255)))
//
// A test passes if any value of one slot is accepted. Values of a type other than the test's are
// not accepted. Values in a pattern's slot carry their own types, so such a slot is tested by an
// `or` of one test per type. Filters in other languages use the same nodes (field_test.h).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "event/field.h"
#include "firstseen/timestamp.h"
#include "kql/ast.h"
#include "kql/span.h"
#include "net/ip_set.h"
#include "predicate/range_set.h"
#include "text/wildcard.h"

namespace firstseen::predicate {

// Accepts any value.
struct Exists {};

// Accepts keyword and unknown values equal to one of these, which are in lower case if `caseless`.
struct Texts {
  std::vector<std::string> values;
  bool caseless = false;
};

// Accepts keyword and unknown values below or above a bound, in bytewise order.
struct TextRange {
  kql::RangeOperator op = kql::RangeOperator::kLess;
  std::string bound;  // in lower case if `caseless`
  bool caseless = false;
  bool except_numbers = false;  // unknown values that are numbers are for Numbers
};

// Accepts keyword and unknown values that match one of these.
struct Wildcards {
  std::vector<text::Wildcard> patterns;
};

// Accepts long values in `integers` and double values in `reals`. Unknown values that are numbers
// are tested against `integers` if they are whole and fit 64 bits, else against `reals`.
struct Numbers {
  RangeSet<std::int64_t> integers;
  RangeSet<double> reals;
};

struct Booleans {
  bool accepts_true = false;
  bool accepts_false = false;
};

// Accepts addresses in `set`. `private_blocks` has one bit for each of the three networks of RFC
// 1918 that the query itself lists, in the order of the RFC.
struct Ips {
  static constexpr std::uint8_t kAllPrivateBlocks = 0b111;

  net::IpSet set;
  std::uint8_t private_blocks = 0;
};

struct Dates {
  RangeSet<Timestamp> times;
};

// Accepts analysed text that contains one of these words or phrases, or a word that matches one of
// the patterns or ranges. All are in lower case.
struct Analysed {
  std::vector<std::string> words;
  std::vector<std::vector<std::string>> phrases;  // at least two words each
  std::vector<text::Wildcard> patterns;
  std::vector<TextRange> ranges;
  event::Analyzer analyzer = event::Analyzer::kStandard;
  bool text_values_only = false;  // for a pattern's slot: only text values of this analyzer count
};

using Test = std::variant<Exists, Texts, TextRange, Wildcards, Numbers, Booleans, Ips, Dates, Analysed>;

enum class PredicateKind : std::uint8_t {
  kConstant,
  kAnd,
  kOr,
  kAtLeast,  // `minimum` of the children pass, more than one and less than all
  kNot,
  kNested,  // some element of a nested root passes the child on its own values
  kTest,
};

struct Predicate {
  PredicateKind kind = PredicateKind::kConstant;
  bool constant = true;             // kConstant
  event::FieldSlot slot = 0;        // kTest
  std::uint16_t nested_root = 0;    // kNested
  std::uint32_t minimum = 0;        // kAtLeast
  Test test;                        // kTest
  std::vector<Predicate> children;  // kNot, kNested: one; others: any number
  // The part of the query that this node came from. Empty if there is none; meaningless after
  // optimization.
  kql::Span span;

  static Predicate of(bool constant);
  static Predicate of(event::FieldSlot slot, Test test);
  static Predicate negation(Predicate child);
  static Predicate nested(std::uint16_t root, Predicate child);
  // Without children these return true and false. A single child is returned without a group.
  static Predicate all_of(std::vector<Predicate> children);
  static Predicate any_of(std::vector<Predicate> children);
  // Any number: 0 is true, one is any_of(), all are all_of(), more than all are false.
  static Predicate at_least(std::uint64_t minimum, std::vector<Predicate> children);

  bool is(bool value) const { return kind == PredicateKind::kConstant && constant == value; }
};

// Adds the fields that the tests of a predicate read.
void collect_slots(const Predicate& predicate, std::set<event::FieldSlot>& slots);

// Prints one line, with field names.
std::string print(const Predicate& predicate, const event::FieldSet& fields);

// Prints the test of one slot: (text host.name "a" "b").
std::string print(const Test& test, const std::string& field);

}  // namespace firstseen::predicate
