// The third stage's result, and what everything behind it works on: a tree of typed tests.
//
//   (and (number destination.port 139 445) (not (ip destination.ip 10.0.0.0-10.255.255.255)))
//
// A test asks whether any value of one slot is accepted. A value of another type than the test's is not, so
// that a pattern's slot, whose values carry their own types, is tested by an `or` of one test per type.
// Filters written in other languages are made of the same nodes (field_test.h).
#pragma once

#include <cstdint>
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

// Accepts keyword and unknown values equal to one of these. In lower case if `caseless`.
struct Texts {
  std::vector<std::string> values;
  bool caseless = false;
};

// Accepts keyword and unknown values before or behind a bound, bytewise.
struct TextRange {
  kql::RangeOperator op = kql::RangeOperator::kLess;
  std::string bound;  // in lower case if `caseless`
  bool caseless = false;
  bool except_numbers = false;  // unknown values that are numbers are left to Numbers
};

// Accepts keyword and unknown values that match one of these.
struct Wildcards {
  std::vector<text::Wildcard> patterns;
};

// Accepts long values in `integers`, double values in `reals`, and unknown values that are numbers: whole
// ones of 64 bits in `integers`, others in `reals`.
struct Numbers {
  RangeSet<std::int64_t> integers;
  RangeSet<double> reals;
};

struct Booleans {
  bool accepts_true = false;
  bool accepts_false = false;
};

// `private_blocks` has a bit for each of the three networks of RFC 1918 that the query itself lists, in their
// order.
struct Ips {
  static constexpr std::uint8_t kAllPrivateBlocks = 0b111;

  net::IpSet set;
  std::uint8_t private_blocks = 0;
};

struct Dates {
  RangeSet<Timestamp> times;
};

// Accepts analysed text that holds one of these words, phrases, or words that match. All in lower case.
struct Analysed {
  std::vector<std::string> words;
  std::vector<std::vector<std::string>> phrases;  // two and more words each
  std::vector<text::Wildcard> patterns;
  std::vector<TextRange> ranges;
  bool text_values_only = false;  // a pattern's slot: values of other types are not analysed
};

using Test = std::variant<Exists, Texts, TextRange, Wildcards, Numbers, Booleans, Ips, Dates, Analysed>;

enum class PredicateKind : std::uint8_t {
  kConstant,
  kAnd,
  kOr,
  kNot,
  kNested,  // one element of a nested root passes the child, by the values in that element alone
  kTest,
};

struct Predicate {
  PredicateKind kind = PredicateKind::kConstant;
  bool constant = true;             // kConstant
  event::FieldSlot slot = 0;        // kTest
  std::uint16_t nested_root = 0;    // kNested
  Test test;                        // kTest
  std::vector<Predicate> children;  // kNot, kNested: one; kAnd, kOr: any number
  // What was written for it; empty if no query text was, and without meaning once the tree is optimized.
  kql::Span span;

  static Predicate of(bool constant);
  static Predicate of(event::FieldSlot slot, Test test);
  static Predicate negation(Predicate child);
  static Predicate nested(std::uint16_t root, Predicate child);
  // Nothing in it: true, false. A lone child: that child.
  static Predicate all_of(std::vector<Predicate> children);
  static Predicate any_of(std::vector<Predicate> children);

  bool is(bool value) const { return kind == PredicateKind::kConstant && constant == value; }
};

// One line, the fields by their names.
std::string print(const Predicate& predicate, const event::FieldSet& fields);

// The test of a slot: (text host.name "a" "b").
std::string print(const Test& test, const std::string& field);

}  // namespace firstseen::predicate
