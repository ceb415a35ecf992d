// Printing of programs: operands print as the tests that they were made from.
#include "program/program.h"

namespace firstseen::program {
namespace {

template <typename T>
predicate::RangeSet<T> set_of(const std::vector<predicate::Range<T>>& ranges, std::uint32_t begin,
                              std::uint32_t count) {
  predicate::RangeSet<T> set;
  for (std::uint32_t i = begin; i < begin + count; ++i) set.add(ranges[i].first, ranges[i].last);
  return set;
}

}  // namespace

predicate::Test Program::operand_of(const Instruction& at) const {
  switch (at.op) {
    case Op::kText:
    case Op::kTexts:
    case Op::kTextCaseless: {
      predicate::Texts test;
      test.caseless = at.op == Op::kTextCaseless;
      for (std::uint32_t i = at.begin; i < at.begin + at.count; ++i)
        test.values.emplace_back(text(texts_[i]));
      return test;
    }
    case Op::kTextRange: return text_ranges_[at.begin];
    case Op::kWildcards:
      return predicate::Wildcards{{wildcards_.begin() + at.begin, wildcards_.begin() + at.begin + at.count}};
    case Op::kIntegers: return predicate::Numbers{set_of(integers_, at.begin, at.count), {}};
    case Op::kNumbers: return predicate::Numbers{numbers_[at.begin].integers, numbers_[at.begin].reals};
    case Op::kBooleans: return predicate::Booleans{(at.booleans & 2) != 0, (at.booleans & 1) != 0};
    case Op::kIps: return predicate::Ips{ips_[at.begin], 0};
    case Op::kDates: return predicate::Dates{set_of(dates_, at.begin, at.count)};
    case Op::kAnalysed: return analysed_[at.begin];
    default: return predicate::Exists{};
  }
}

std::string Program::target(std::uint32_t to) const {
  if (to == kYes) return "yes";
  return to == kNo ? "no" : std::to_string(to);
}

std::string Program::print(const event::FieldSet& fields) const {
  if (code_.empty()) return target(entry_) + "\n";
  std::string out;
  for (std::size_t i = 0; i < code_.size(); ++i) {
    const Instruction& at = code_[i];
    out += std::to_string(i) + ": ";
    if (at.op == Op::kFirstElement || at.op == Op::kNextElement) {
      out += at.op == Op::kFirstElement ? "first " : "next ";
      out += fields.nested_roots()[at.slot].path;
    } else {
      const std::string test = predicate::print(operand_of(at), fields[at.slot].name);
      out += test.substr(1, test.size() - 2);
    }
    out += " -> " + target(at.on_true) + " | " + target(at.on_false) + "\n";
  }
  return out;
}

}  // namespace firstseen::program
