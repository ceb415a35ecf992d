// One multi-pattern scan of raw bytes for the literals of all rules. The only user of Vectorscan.
//
//   bytes ──scan──▶ hits: their position, and the rules that can still match there
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "prefilter/requirement.h"

namespace firstseen::prefilter {

// With more literals in total, rules get coarser ones.
inline constexpr std::size_t kMaxLiterals = 500;

// A set of rules, one bit per rule.
using RuleMask = std::span<const std::uint64_t>;

struct Hit {
  std::size_t end;        // one past its last byte
  std::uint32_t literal;  // for LiteralSet::rules()
};

// Immutable and thread-safe.
class LiteralSet {
 public:
  using RulesOfLiterals = std::map<Literal, std::vector<std::size_t>>;

  // Takes one requirement per rule. Returns nullptr if scanning is useless or impossible: a rule
  // has no literals, there are too many, or the CPU lacks what Vectorscan needs. `why` receives the
  // reason.
  static std::unique_ptr<LiteralSet> make(std::span<const RuleRequirement> rules, std::string& why);
  ~LiteralSet();

  std::size_t words() const { return words_; }  // 64-bit words per mask

  // Returns the rules that a document with a hit of this literal can still match.
  RuleMask rules(std::uint32_t literal) const { return {masks_.data() + literal * words_, words_}; }

 private:
  friend class Scanner;
  struct Database;

  // A text that is searched for, and what decides whether a hit of it counts.
  struct Pattern {
    enum class Kind : std::uint8_t {
      kLiteral,  // what is next to it
      kPiece,    // the number that it is part of
      kEscape,   // the character that is escaped
      kBase64,   // whether JSON or XML in base64 begins after the quote
      kAny,      // nothing
    };

    std::string text;
    bool any_case;
    Kind kind;
    std::uint32_t mask;  // of the rules that it makes candidates for
  };

  LiteralSet();
  void add_literals(const RulesOfLiterals& all, std::size_t rules);
  void add_others(std::size_t rules);
  bool compile(std::string& why);

  std::unique_ptr<Database> database_;
  std::vector<Literal> literals_;
  std::vector<Pattern> patterns_;     // by their ids
  std::vector<std::uint64_t> masks_;  // words_ per literal, then for what hides and for other spellings
  std::size_t words_ = 0;
};

// The scan of one thread.
class Scanner {
 public:
  explicit Scanner(const LiteralSet& literals);
  ~Scanner();

  // Returns the hits in `bytes`, ascending by end. Valid until the next call. REQUIRES: 8 readable
  // bytes after the end of `bytes`.
  const std::vector<Hit>& scan(std::string_view bytes);

 private:
  struct Scratch;
  struct Context;

  const LiteralSet& literals_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<Hit> hits_;
};

}  // namespace firstseen::prefilter
