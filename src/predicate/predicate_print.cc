// Printing of tests.
#include <charconv>

#include "predicate/date_literal.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {
namespace {

std::string text_of(std::int64_t integer) {
  return std::to_string(integer);
}
std::string text_of(const Timestamp& time) {
  Timestamp exact = time;
  exact.digits = 9;
  return exact.to_string();
}
std::string text_of(double real) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, real).ptr};
}

bool is_open_end(std::int64_t integer) {
  return integer == INT64_MIN || integer == INT64_MAX;
}
bool is_open_end(double real) {
  return real - real != 0;
}
bool is_open_end(const Timestamp& time) {
  return time == kFirstTime || time == kLastTime;
}

template <typename T>
void append_ranges(std::string& out, const RangeSet<T>& set) {
  for (const Range<T>& range : set.ranges()) {
    out += ' ';
    if (range.first == range.last) {
      out += text_of(range.first);
      continue;
    }
    if (!is_open_end(range.first)) out += text_of(range.first);
    out += "..";
    if (!is_open_end(range.last)) out += text_of(range.last);
  }
}

std::string phrase_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
  return kql::quoted(out);
}

std::string print_range(const TextRange& range) {
  std::string out(to_string(range.op));
  out += kql::quoted(range.bound);
  if (range.caseless) out += " caseless";
  if (range.except_numbers) out += " except-numbers";
  return out;
}

struct Printer {
  const std::string& field;

  std::string operator()(const Exists&) const { return "(exists " + field; }

  std::string operator()(const Texts& test) const {
    std::string out = (test.caseless ? "(text-caseless " : "(text ") + field;
    for (const std::string& value : test.values) out.append(" ").append(kql::quoted(value));
    return out;
  }

  std::string operator()(const TextRange& test) const {
    return "(text-range " + field + " " + print_range(test);
  }

  std::string operator()(const Wildcards& test) const {
    std::string out = "(like " + field;
    for (const text::Wildcard& pattern : test.patterns) {
      out.append(pattern.caseless() ? " caseless " : " ").append(kql::quoted(pattern.print()));
    }
    return out;
  }

  std::string operator()(const Numbers& test) const {
    std::string out = "(number " + field;
    append_ranges(out, test.integers);
    if (!test.reals.empty()) out += " real";
    append_ranges(out, test.reals);
    return out;
  }

  std::string operator()(const Booleans& test) const {
    std::string out = "(boolean " + field;
    if (test.accepts_false) out += " false";
    if (test.accepts_true) out += " true";
    return out;
  }

  std::string operator()(const Ips& test) const { return "(ip " + field + " " + test.set.print(); }

  std::string operator()(const Dates& test) const {
    std::string out = "(date " + field;
    append_ranges(out, test.times);
    return out;
  }

  std::string operator()(const Analysed& test) const {
    std::string out = (test.analyzer == event::Analyzer::kScript ? "(script-words " : "(words ") + field;
    for (const std::string& word : test.words) out.append(" ").append(kql::quoted(word));
    for (const auto& phrase : test.phrases) out.append(" phrase ").append(phrase_of(phrase));
    for (const text::Wildcard& pattern : test.patterns)
      out.append(" like ").append(kql::quoted(pattern.print()));
    for (const TextRange& range : test.ranges) out.append(" ").append(print_range(range));
    return out;
  }
};

}  // namespace

std::string print(const Test& test, const std::string& field) {
  return std::visit(Printer{field}, test) + ")";
}

}  // namespace firstseen::predicate
