#include "pass/candidates.h"

#include <algorithm>

#include "text/ascii.h"

namespace firstseen::pass {

Candidates::Candidates(const input::Block& block, const std::vector<prefilter::Hit>& hits,
                       const prefilter::LiteralSet& literals, std::uint64_t max_document)
    : block_(block),
      hits_(hits),
      literals_(literals),
      max_document_(max_document),
      mask_(literals.words(), 0) {}

bool Candidates::next(input::Document& document) {
  return block_.lines ? next_line(document) : next_span(document);
}

bool Candidates::next_line(input::Document& document) {
  skip_lines();
  if (at_ == block_.line_ends.size()) return false;
  document = block_.document(at_);
  block_.sampled(document) ? allow_all() : collect_rules(block_.line_begin(at_), block_.line_ends[at_]);
  ++at_;
  return true;
}

bool Candidates::next_span(input::Document& document) {
  while (at_ < block_.spans.size()) {
    const input::Document whole = block_.document(at_);
    const input::Block::Span& span = block_.spans[at_++];
    while (hit_ < hits_.size() && hits_[hit_].end <= span.begin) ++hit_;
    const bool sampled = block_.sampled(whole) || whole.bytes.size() > max_document_;
    const bool has_hit = hit_ < hits_.size() && hits_[hit_].end <= span.end;
    if (!sampled && !has_hit) {
      ++skipped_;
      continue;
    }
    sampled ? allow_all() : collect_rules(span.begin, span.end);
    document = whole;
    return true;
  }
  return false;
}

// Skips lines up to the first that must be read: it has a hit, is sampled, or is too long.
void Candidates::skip_lines() {
  std::size_t begin = block_.line_begin(at_);
  if (block_.offset + begin < block_.head_end) return;
  while (hit_ < hits_.size() && hits_[hit_].end <= begin) ++hit_;
  const std::size_t hit = hit_ < hits_.size() ? hits_[hit_].end : SIZE_MAX;
  for (; at_ < block_.line_ends.size(); ++at_) {
    const std::size_t end = block_.line_ends[at_];
    const bool is_read =
        hit <= end + 1 || block_.offset + begin >= block_.tail_begin || end - begin > max_document_;
    if (is_read) return;
    ++(text::is_blank(block_.bytes.substr(begin, end - begin)) ? blank_ : skipped_);
    begin = end + 1;
  }
}

// Sets mask_ to the rules of all hits in the document [begin, end).
void Candidates::collect_rules(std::size_t begin, std::size_t end) {
  std::fill(mask_.begin(), mask_.end(), 0);
  for (; hit_ < hits_.size() && hits_[hit_].end <= end; ++hit_) {
    if (hits_[hit_].end <= begin) continue;
    const prefilter::RuleMask rules = literals_.rules(hits_[hit_].literal);
    for (std::size_t i = 0; i < mask_.size(); ++i) mask_[i] |= rules[i];
  }
}

void Candidates::allow_all() {
  std::fill(mask_.begin(), mask_.end(), ~std::uint64_t{0});
}

}  // namespace firstseen::pass
