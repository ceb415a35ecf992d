// Iterates over the documents of a block that must be read: those that are sampled and those with a
// prefilter hit. The documents in between are only counted.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "input/block.h"
#include "prefilter/scanner.h"

namespace firstseen::pass {

class Candidates {
 public:
  // `hits` are offsets in block.bytes. Documents longer than `max_document` are always read, because a
  // block may hold only their beginning.
  Candidates(const input::Block& block, const std::vector<prefilter::Hit>& hits,
             const prefilter::LiteralSet& literals, std::uint64_t max_document);

  // Returns the next document in `document`, and in rules() the rules that it can still match. Returns
  // false at the end.
  bool next(input::Document& document);
  prefilter::RuleMask rules() const { return mask_; }

  // Valid after next() has returned false.
  std::uint64_t skipped() const { return skipped_; }
  std::uint64_t blank() const { return blank_; }

 private:
  bool next_line(input::Document& document);
  bool next_span(input::Document& document);
  void skip_lines();
  // Both set mask_.
  void collect_rules(std::size_t begin, std::size_t end);
  void allow_all();

  const input::Block& block_;
  const std::vector<prefilter::Hit>& hits_;
  const prefilter::LiteralSet& literals_;
  std::uint64_t max_document_;
  std::size_t at_ = 0;   // index of a line or span
  std::size_t hit_ = 0;  // the first hit that has not been passed
  std::uint64_t skipped_ = 0;
  std::uint64_t blank_ = 0;
  std::vector<std::uint64_t> mask_;
};

}  // namespace firstseen::pass
