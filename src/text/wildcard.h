// A wildcard pattern over whole texts: `*` is any run of bytes, also none; `?`, where the language has it,
// is any one UTF-8 character.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

class Wildcard {
 public:
  // `text` with a run at each of the offsets `runs`, ascending; every other byte is itself. `caseless` ignores
  // the case of ASCII letters.
  static Wildcard with_runs(std::string_view text, const std::vector<std::size_t>& runs, bool caseless);

  // Every `*` is a run, and nothing escapes it.
  static Wildcard of_stars(std::string_view pattern);

  // From the query DSL: `*` and `?` are wildcards unless a backslash escapes them.
  static Wildcard from_dsl(std::string_view pattern, bool caseless);

  // No allocation. Linear in the text for each run of literal text; with `?`, their product at worst.
  bool matches(std::string_view text) const {
    return may_begin(text) && (has_one_ ? matches_stepwise(text) : matches_pieces(text));
  }

  bool caseless() const { return caseless_; }
  Wildcard ignoring_case() const;

  // Whether every text matches: nothing but `*`.
  bool matches_everything() const;

  // The texts between the wildcards in their order: each text that matches holds them all. In lower case if
  // caseless.
  std::vector<std::string> literals() const;

  // As the query DSL writes it.
  std::string print() const;

  friend auto operator<=>(const Wildcard&, const Wildcard&) = default;

 private:
  explicit Wildcard(bool caseless) : caseless_(caseless) {}

  void add_character(char c);
  void add_run();
  void add_one();
  void finish();
  // Most texts differ from a pattern in the first byte already.
  bool may_begin(std::string_view text) const {
    return first_byte_ < 0 || (!text.empty() && static_cast<unsigned char>(text.front()) == first_byte_);
  }
  bool matches_pieces(std::string_view text) const;
  bool matches_stepwise(std::string_view text) const;

  // The pattern: a byte, kRun or kOne each.
  std::vector<short> pattern_;
  // Without `?`: the pattern cut at its runs. Empty pieces at the ends stand for a run there.
  std::vector<std::string> pieces_;
  bool caseless_;
  bool has_one_ = false;
  short first_byte_ = -1;  // that every match begins with; -1: none, or its case does not count
};

}  // namespace firstseen::text
