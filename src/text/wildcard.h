// A wildcard pattern that must match a whole text. `*` matches any run of bytes, including none;
// `?`, in languages that have it, matches one UTF-8 character.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

class Wildcard {
 public:
  // Makes a pattern of `text` with a run at each of the offsets `runs`, ascending; every other byte
  // matches itself. `caseless` ignores the case of ASCII letters.
  static Wildcard with_runs(std::string_view text, const std::vector<std::size_t>& runs, bool caseless);

  // Makes a pattern in which every `*` is a run and cannot be escaped.
  static Wildcard of_stars(std::string_view pattern);

  // Makes a pattern from the query DSL: `*` and `?` are wildcards unless escaped by a backslash.
  static Wildcard from_dsl(std::string_view pattern, bool caseless);

  // Does not allocate. Without `?`, each piece between runs is searched for once, from left to
  // right. With `?`, the worst case is the product of the sizes of text and pattern.
  bool matches(std::string_view text) const {
    return may_begin(text) && (has_one_ ? matches_stepwise(text) : matches_pieces(text));
  }

  bool caseless() const { return caseless_; }
  Wildcard ignoring_case() const;

  // Returns the same pattern, ignoring ASCII case, with its texts between wildcards lowered by
  // `lowered`.
  Wildcard in_lower_case(std::string (*lowered)(std::string_view)) const;

  // Whether every text matches: the pattern is `*`.
  bool matches_everything() const;

  // Returns the texts between the wildcards, in order. Every matching text contains them all. In
  // lower case if caseless.
  std::vector<std::string> literals() const;

  // Prints the pattern as query DSL.
  std::string print() const;

  friend auto operator<=>(const Wildcard&, const Wildcard&) = default;

 private:
  explicit Wildcard(bool caseless) : caseless_(caseless) {}

  void add_character(char c);
  void add_run();
  void add_one();
  void finish();
  // A quick test: most texts differ from a pattern in the first byte.
  bool may_begin(std::string_view text) const {
    return first_byte_ < 0 || (!text.empty() && static_cast<unsigned char>(text.front()) == first_byte_);
  }
  bool matches_pieces(std::string_view text) const;
  bool matches_stepwise(std::string_view text) const;

  // The units of the pattern: a byte, kRun or kOne.
  std::vector<short> pattern_;
  // If there is no `?`: the pattern split at its runs. A run at either end leaves an empty piece
  // there.
  std::vector<std::string> pieces_;
  bool caseless_;
  bool has_one_ = false;
  short first_byte_ = -1;  // first byte of every match; -1: unknown
};

}  // namespace firstseen::text
