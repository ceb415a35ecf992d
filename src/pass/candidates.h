// The texts of a block that must be looked at: those that are sampled, and those with a hit of the prefilter.
// What lies between is only counted.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "input/block.h"
#include "prefilter/scanner.h"

namespace firstseen::pass {

class Candidates {
 public:
  // `hits`: in block.bytes. Texts longer than `max_text` are always looked at: they may not be all there.
  Candidates(const input::Block& block, const std::vector<prefilter::Hit>& hits,
             const prefilter::LiteralSet& literals, std::uint64_t max_text);

  // The next text, and in rules() which rules it can still match. False when there is none left.
  bool next(input::Text& text);
  prefilter::RuleMask rules() const { return mask_; }

  // Of a block that has been gone through.
  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t blank() const { return blank_; }
  std::uint64_t line_count() const { return block_.lines ? line_ : block_.line_count; }

 private:
  bool next_line(input::Text& text);
  bool next_span(input::Text& text);
  bool sampled_at(std::size_t at) const;
  std::size_t too_long_before(std::size_t end) const;
  void skip_to(std::size_t end);
  void take_rules(std::size_t begin, std::size_t end);
  void allow_all();

  const input::Block& block_;
  const std::vector<prefilter::Hit>& hits_;
  const prefilter::LiteralSet& literals_;
  std::uint64_t max_text_;
  std::size_t at_ = 0;      // a byte, or a span
  std::size_t hit_ = 0;     // the first that is not before at_
  std::size_t forced_ = 0;  // from this byte on every text is looked at
  std::uint64_t line_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t blank_ = 0;
  std::vector<std::uint64_t> mask_;
};

}  // namespace firstseen::pass
