// All rules' literals in one multi-pattern scan of raw bytes. The one door to Vectorscan.
//
//   bytes ──scan──▶ hits: where, and which rules a text that holds it can still match
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "prefilter/requirement.h"

namespace firstseen::prefilter {

// Beyond this many literals in all, rules have coarser ones.
inline constexpr std::size_t kMaxLiterals = 500;

// A set of rules, one bit each.
using RuleMask = std::span<const std::uint64_t>;

struct Hit {
  std::size_t end;        // one behind its last byte
  std::uint32_t literal;  // for Scan::rules()
};

// Immutable; read by any number of threads.
class LiteralSet {
 public:
  // One requirement a rule. Absent when scanning cannot help or work: a rule has no literals, or the CPU
  // lacks what Vectorscan needs; `why` says which.
  static std::unique_ptr<LiteralSet> make(std::span<const RuleRequirement> rules, std::string& why);
  ~LiteralSet();

  std::size_t words() const { return words_; }  // of a mask

  // The rules that a text with a hit of that literal can still match.
  RuleMask rules(std::uint32_t literal) const { return {masks_.data() + literal * words_, words_}; }

 private:
  friend class Scanner;
  struct Database;

  LiteralSet();

  std::unique_ptr<Database> database_;
  std::vector<Literal> literals_;
  std::vector<std::uint64_t> masks_;  // words_ for each literal; the last is that of escapes: all rules
  std::size_t words_ = 0;
};

// One thread's scan.
class Scanner {
 public:
  explicit Scanner(const LiteralSet& literals);
  ~Scanner();

  // The hits in `bytes`, ascending by end. Valid until the next call. 8 bytes behind the end must be
  // readable.
  const std::vector<Hit>& scan(std::string_view bytes);

 private:
  struct Scratch;
  struct Context;

  const LiteralSet& literals_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<Hit> hits_;
};

}  // namespace firstseen::prefilter
