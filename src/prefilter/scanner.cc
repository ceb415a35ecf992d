#include "prefilter/scanner.h"

#include <hs/hs.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "prefilter/boundary.h"
#include "prefilter/number_spelling.h"
#include "text/ascii.h"
#include "text/base64.h"
#include "unicode/letter_case.h"

namespace firstseen::prefilter {
namespace {

// Whether the two hex digits at `at` encode a byte that a literal may contain, or one of something else that hides: a
// backslash, what XML writes in pieces of a text, the bracket of an array of bytes, the quote before base64. REQUIRES: 8
// readable bytes at `at`.
bool hides_something(const char* at) {
  const int high = text::hex_digit(at[0]);
  const int low = text::hex_digit(at[1]);
  if (high < 0 || low < 0) return false;
  const char c = static_cast<char>(high << 4 | low);
  constexpr std::string_view kOfOthers = "\\#!?[";  // which no writer escapes but the first
  return is_run_character(c) || kOfOthers.find(c) != std::string_view::npos || (c == '&' && at[2] == '#') ||
         (c == '<' && at[2] == '?') || (c == '"' && text::begins_in_base64({at + 2, 3}));
}

// Whether bytes [begin, end), which equal the literal, can be a whole value.
bool stands_alone(std::string_view bytes, std::size_t begin, std::size_t end, const Literal& literal) {
  if (literal.boundary == Boundary::kHex) return may_be_hexadecimal(bytes, begin, end);
  if (may_begin(bytes, begin) && may_end(bytes, end)) return true;
  return literal.boundary == Boundary::kNumber && may_spell(bytes, begin, end, literal.text);
}

void set_bit(std::vector<std::uint64_t>& mask, std::size_t offset, std::size_t bit) {
  mask[offset + bit / 64] |= std::uint64_t{1} << (bit % 64);
}

// Returns the characters of a value of one of the literals after which the rest of the literal can follow.
std::set<char> divided_after(const std::vector<Literal>& literals) {
  std::set<char> all;
  for (const Literal& literal : literals) {
    for (const char c : std::string_view(literal.text).substr(0, literal.text.size() - 1)) {
      all.insert(c);
      if (literal.any_case && text::is_ascii_letter(c)) all.insert(static_cast<char>(c ^ 0x20));
    }
    if (literal.boundary == Boundary::kNumber && literal.text.size() > 1) all.insert('.');
  }
  return all;
}

// Maps each literal to its rules, with at most `limit` literals per rule where coarser ones allow
// it.
LiteralSet::RulesOfLiterals rules_of_literals(std::span<const RuleRequirement> rules, std::size_t limit) {
  LiteralSet::RulesOfLiterals all;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::vector<Literal>& own = *rules[i].literals;
    const Requirement coarse = coarsened(own, limit);
    for (const Literal& literal : coarse ? *coarse : own) all[literal].push_back(i);
  }
  return all;
}

// Halves the limit per rule until there are at most kMaxLiterals in all.
LiteralSet::RulesOfLiterals rules_of_literals(std::span<const RuleRequirement> rules) {
  LiteralSet::RulesOfLiterals all;
  for (std::size_t limit = kMaxRuleLiterals; limit > 0; limit /= 2) {
    all = rules_of_literals(rules, limit);
    if (all.size() <= kMaxLiterals) break;
  }
  return all;
}

}  // namespace

struct LiteralSet::Database {
  hs_database_t* compiled = nullptr;

  ~Database() { hs_free_database(compiled); }
};

LiteralSet::LiteralSet() = default;
LiteralSet::~LiteralSet() = default;

std::unique_ptr<LiteralSet> LiteralSet::make(std::span<const RuleRequirement> rules, std::string& why) {
  const auto without = std::find_if(rules.begin(), rules.end(),
                                    [](const RuleRequirement& rule) { return !rule.literals.has_value(); });
  if (without != rules.end()) {
    why = "the records of " + without->rule + " have no text in common to search for";
    return nullptr;
  }
  if (hs_valid_platform() != HS_SUCCESS) {
    why = "the processor lacks what the scan needs (SSE4.2)";
    return nullptr;
  }
  const auto all = rules_of_literals(rules);
  if (all.size() > kMaxLiterals) {
    why = "the rules have " + std::to_string(all.size()) + " literals, more than " +
          std::to_string(kMaxLiterals);
    return nullptr;
  }
  std::unique_ptr<LiteralSet> set(new LiteralSet);
  set->add_literals(all, rules.size());
  set->add_others(rules.size());
  return set->compile(why) ? std::move(set) : nullptr;
}

// Each literal has a mask of its own.
void LiteralSet::add_literals(const RulesOfLiterals& all, std::size_t rules) {
  words_ = (rules + 63) / 64;
  masks_.assign((all.size() + 2) * words_, 0);
  literals_.reserve(all.size());
  for (const auto& [literal, its_rules] : all) {
    const auto index = static_cast<std::uint32_t>(literals_.size());
    for (const std::size_t rule : its_rules) {
      set_bit(masks_, index * words_, rule);
      if (literal.any_spelling) set_bit(masks_, (all.size() + 1) * words_, rule);
    }
    literals_.push_back(literal);
    patterns_.push_back({literal.text, literal.any_case, Pattern::Kind::kLiteral, index});
    if (literal.boundary != Boundary::kNumber) continue;
    for (std::string& piece : pieces_of_spellings(literal.text))
      patterns_.push_back({std::move(piece), true, Pattern::Kind::kPiece, index});
  }
}

// What may hide a literal has one mask with all rules. The other spellings of ASCII letters have one with the rules of
// the literals that they may spell. A scan is slower with a pattern of two bytes and with more than 32 patterns, so there
// are few, and some decide by what follows them.
void LiteralSet::add_others(std::size_t rules) {
  const auto hiding = static_cast<std::uint32_t>(literals_.size());
  for (std::size_t i = 0; i < rules; ++i) set_bit(masks_, hiding * words_, i);
  using Kind = Pattern::Kind;
  patterns_.push_back({"\\u00", false, Kind::kEscape, hiding});
  // Character references of XML, `&#52;`, `&#x34;`. No character that hides something has a number that begins with 2.
  for (const char c : std::string_view("x013456789"))
    patterns_.push_back({std::string("&#") + c, true, Kind::kAny, hiding});
  // What is opened: strings in base64 and arrays of bytes.
  std::set<std::string> openings;
  for (const std::string_view begin : text::kBase64Beginnings)
    openings.insert('"' + std::string(begin.substr(0, 2)));
  for (const std::string& opening : openings) patterns_.push_back({opening, false, Kind::kBase64, hiding});
  for (const std::string_view begin : text::kByteArrayBeginnings)
    patterns_.push_back({std::string(begin), false, Kind::kAny, hiding});
  // What may be within a text of XML: comments, CDATA and instructions, which divide a literal.
  for (const char* const piece : {"!--", "CDATA"}) patterns_.push_back({piece, false, Kind::kAny, hiding});
  for (const char c : divided_after(literals_))
    patterns_.push_back({std::string(1, c) + "<?", false, Kind::kAny, hiding});
  const bool any_spelling = std::any_of(literals_.begin(), literals_.end(),
                                        [](const Literal& literal) { return literal.any_spelling; });
  if (!any_spelling) return;
  for (const unicode::FoldedSpelling& spelling : unicode::kSpellingsOfAscii) {
    patterns_.push_back({std::string(spelling.utf8), false, Kind::kAny, hiding + 1});
    patterns_.push_back({std::string(spelling.escaped), true, Kind::kAny, hiding + 1});
  }
}

bool LiteralSet::compile(std::string& why) {
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (const Pattern& pattern : patterns_) {
    expressions.push_back(pattern.text.data());
    lengths.push_back(pattern.text.size());
    flags.push_back(pattern.any_case ? HS_FLAG_CASELESS : 0);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  database_ = std::make_unique<Database>();
  hs_compile_error_t* error = nullptr;
  const hs_error_t compiled = hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(),
                                                   lengths.data(), static_cast<unsigned>(ids.size()),
                                                   HS_MODE_BLOCK, nullptr, &database_->compiled, &error);
  if (compiled == HS_SUCCESS) return true;
  why = std::string("the literals cannot be compiled: ") + error->message;
  hs_free_compile_error(error);
  return false;
}

struct Scanner::Scratch {
  hs_scratch_t* scratch = nullptr;

  ~Scratch() { hs_free_scratch(scratch); }
};

struct Scanner::Context {
  const LiteralSet& set;
  std::string_view bytes;
  std::vector<Hit>& hits;

  static int on_match(unsigned id, unsigned long long, unsigned long long to, unsigned, void* self) {
    static_cast<Context*>(self)->take(id, static_cast<std::size_t>(to));
    return 0;
  }

  void take(unsigned id, std::size_t end) {
    const LiteralSet::Pattern& pattern = set.patterns_[id];
    if (counts(pattern, end)) hits.push_back({end, pattern.mask});
  }

  // Whether the pattern makes a candidate of the document in which it ends at `end`.
  bool counts(const LiteralSet::Pattern& pattern, std::size_t end) const {
    const std::size_t begin = end - pattern.text.size();
    switch (pattern.kind) {
      case LiteralSet::Pattern::Kind::kLiteral: {
        const Literal& literal = set.literals_[pattern.mask];
        return literal.boundary == Boundary::kNone || stands_alone(bytes, begin, end, literal);
      }
      case LiteralSet::Pattern::Kind::kPiece:
        return may_spell(bytes, begin, end, set.literals_[pattern.mask].text);
      case LiteralSet::Pattern::Kind::kEscape: return hides_something(bytes.data() + end);
      case LiteralSet::Pattern::Kind::kBase64: return text::begins_in_base64(bytes.substr(begin + 1));
      case LiteralSet::Pattern::Kind::kAny: return true;
    }
    return true;
  }
};

Scanner::Scanner(const LiteralSet& literals) : literals_(literals), scratch_(std::make_unique<Scratch>()) {
  if (hs_alloc_scratch(literals.database_->compiled, &scratch_->scratch) != HS_SUCCESS)
    throw std::bad_alloc();
}

Scanner::~Scanner() = default;

const std::vector<Hit>& Scanner::scan(std::string_view bytes) {
  hits_.clear();
  Context context{literals_, bytes, hits_};
  const auto size = static_cast<unsigned>(bytes.size());
  hs_scan(literals_.database_->compiled, bytes.data(), size, 0, scratch_->scratch, &Context::on_match,
          &context);
  const auto by_end = [](const Hit& a, const Hit& b) { return a.end < b.end; };
  if (!std::is_sorted(hits_.begin(), hits_.end(), by_end)) std::sort(hits_.begin(), hits_.end(), by_end);
  return hits_;
}

}  // namespace firstseen::prefilter
