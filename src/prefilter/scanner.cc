#include "prefilter/scanner.h"

#include <hs/hs.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

#include "text/ascii.h"
#include "text/base64.h"
#include "unicode/letter_case.h"

namespace firstseen::prefilter {
namespace {

// Escapes that may hide a byte of a literal: \u00XX, and &# in XML. So may what is opened, strings in base64 and arrays
// of bytes, and what may stand within a text of XML: comments, CDATA, and instructions, whose bracket may be escaped.
constexpr std::string_view kUnicodeEscape = "\\u00";
constexpr std::string_view kCharacterReference = "&#";

// Returns all of these, the first escape first.
std::vector<std::string> hiding_texts() {
  std::vector<std::string> texts{std::string(kUnicodeEscape), std::string(kCharacterReference)};
  for (const std::string_view begin : text::kBase64Beginnings) texts.push_back('"' + std::string(begin));
  for (const std::string_view begin : text::kByteArrayBeginnings) texts.emplace_back(begin);
  for (const char* const piece : {"!--", "[CDATA[", "<?", "u003c?", "u003C?"}) texts.emplace_back(piece);
  return texts;
}

// Whether the two hex digits at `at` encode a byte that a literal may contain, or one that begins
// another escape: a backslash, `#`, or `&` before `#`. REQUIRES: 8 readable bytes at `at`.
bool hides_something(const char* at) {
  const int high = text::hex_digit(at[0]);
  const int low = text::hex_digit(at[1]);
  if (high < 0 || low < 0) return false;
  const char c = static_cast<char>(high << 4 | low);
  return is_run_character(c) || c == '\\' || c == '#' || (c == '&' && at[2] == '#');
}

// Whether an escape ends at `end`: a backslash and one character, or \uXXXX.
bool ends_escape(std::string_view bytes, std::size_t end) {
  if (end >= 2 && bytes[end - 2] == '\\') return true;
  constexpr std::size_t kUnicode = 6;
  if (end < kUnicode) return false;
  const std::string_view escape = bytes.substr(end - kUnicode, kUnicode);
  return escape.starts_with("\\u") &&
         std::all_of(escape.begin() + 2, escape.end(), [](char c) { return text::hex_digit(c) >= 0; });
}

// Whether bytes [begin, end) can be a whole value.
bool stands_alone(std::string_view bytes, std::size_t begin, std::size_t end, Boundary boundary) {
  const bool has_fraction = boundary == Boundary::kNumber && end < bytes.size() && bytes[end] == '.';
  if (end < bytes.size() && is_run_character(bytes[end]) && !has_fraction) return false;
  return begin == 0 || !is_run_character(bytes[begin - 1]) || ends_escape(bytes, begin);
}

void set_bit(std::vector<std::uint64_t>& mask, std::size_t offset, std::size_t bit) {
  mask[offset + bit / 64] |= std::uint64_t{1} << (bit % 64);
}

using RulesOfLiterals = std::map<Literal, std::vector<std::size_t>>;

// Maps each literal to its rules, with at most `limit` literals per rule where coarser ones allow
// it.
RulesOfLiterals rules_of_literals(std::span<const RuleRequirement> rules, std::size_t limit) {
  RulesOfLiterals all;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::vector<Literal>& own = *rules[i].literals;
    const Requirement coarse = coarsened(own, limit);
    for (const Literal& literal : coarse ? *coarse : own) all[literal].push_back(i);
  }
  return all;
}

// Halves the limit per rule until there are at most kMaxLiterals in all.
RulesOfLiterals rules_of_literals(std::span<const RuleRequirement> rules) {
  RulesOfLiterals all;
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
  set->words_ = (rules.size() + 63) / 64;
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  const auto add = [&](std::string_view text, bool any_case) {
    expressions.push_back(text.data());
    lengths.push_back(text.size());
    flags.push_back(any_case ? HS_FLAG_CASELESS : 0);
    ids.push_back(static_cast<unsigned>(ids.size()));
  };
  set->masks_.assign((all.size() + 2) * set->words_, 0);
  set->literals_.reserve(all.size());
  for (const auto& [literal, its_rules] : all) {
    for (const std::size_t rule : its_rules) {
      set_bit(set->masks_, set->literals_.size() * set->words_, rule);
      if (literal.any_spelling) set_bit(set->masks_, (all.size() + 1) * set->words_, rule);
    }
    set->literals_.push_back(literal);
    add(set->literals_.back().text, literal.any_case);
  }
  // Ids from all.size() on are what may hide a literal. They share one mask with all rules. The next ids are the other
  // spellings of ASCII letters, whose mask has the rules with a literal that they may spell.
  for (std::size_t i = 0; i < rules.size(); ++i) set_bit(set->masks_, all.size() * set->words_, i);
  set->hiding_ = hiding_texts();
  for (const std::string& hiding : set->hiding_) add(hiding, false);
  for (const unicode::FoldedSpelling& spelling : unicode::kSpellingsOfAscii) {
    add(spelling.utf8, false);
    add(spelling.escaped, true);
  }
  set->database_ = std::make_unique<Database>();
  hs_compile_error_t* error = nullptr;
  const hs_error_t compiled = hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(),
                                                   lengths.data(), static_cast<unsigned>(ids.size()),
                                                   HS_MODE_BLOCK, nullptr, &set->database_->compiled, &error);
  if (compiled == HS_SUCCESS) return set;
  why = std::string("the literals cannot be compiled: ") + error->message;
  hs_free_compile_error(error);
  return nullptr;
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
    const std::size_t count = set.literals_.size();
    if (id < count) {
      const Literal& literal = set.literals_[id];
      if (literal.boundary != Boundary::kNone &&
          !stands_alone(bytes, end - literal.text.size(), end, literal.boundary))
        return;
    } else if (id == count && !hides_something(bytes.data() + end)) {
      return;
    } else if (id < count + set.hiding_.size() && set.hiding_[id - count].ends_with('?') &&
               bytes.substr(end).starts_with("xml")) {
      return;  // the declaration
    }
    // What hides maps to the mask after those of the literals, all spellings to the one after that.
    const std::size_t mask = id < count ? id : id < count + set.hiding_.size() ? count : count + 1;
    hits.push_back({end, static_cast<unsigned>(mask)});
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
