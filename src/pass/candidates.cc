#include "pass/candidates.h"

#include <algorithm>
#include <cstring>

#include "text/line_counts.h"
#include "text/lines.h"

namespace firstseen::pass {
namespace {

// Returns the start of the line that contains `at`, but at least `from`.
std::size_t line_begin(std::string_view bytes, std::size_t from, std::size_t at) {
  const void* const newline = ::memrchr(bytes.data() + from, '\n', at - from);
  return newline == nullptr ? from
                            : static_cast<std::size_t>(static_cast<const char*>(newline) - bytes.data()) + 1;
}

}  // namespace

Candidates::Candidates(const input::Block& block, const std::vector<prefilter::Hit>& hits,
                       const prefilter::LiteralSet& literals, std::uint64_t max_document)
    : block_(block),
      hits_(hits),
      literals_(literals),
      max_document_(max_document),
      forced_(block.bytes.size()),
      mask_(literals.words(), 0) {
  if (block.tail_begin < block.offset + forced_)
    forced_ = block.tail_begin > block.offset ? static_cast<std::size_t>(block.tail_begin - block.offset) : 0;
}

bool Candidates::next(input::Document& document) {
  return block_.lines ? next_line(document) : next_span(document);
}

bool Candidates::sampled_at(std::size_t at) const {
  return at >= forced_ || block_.offset + at < block_.head_end;
}

bool Candidates::next_line(input::Document& document) {
  const std::string_view bytes = block_.bytes;
  const bool sampled = sampled_at(at_);
  if (!sampled) {
    // Skip to the first line that must be read: the line of the next hit, the first line that is
    // too long, or the sampled tail, whichever comes first.
    while (hit_ < hits_.size() && hits_[hit_].end <= at_) ++hit_;
    const std::size_t hit_at = hit_ < hits_.size() ? hits_[hit_].end - 1 : bytes.size();
    skip_to(too_long_before(hit_at < forced_ ? line_begin(bytes, at_, hit_at) : forced_));
  }
  if (at_ == bytes.size()) return false;
  const text::Line line = text::line_at(bytes, at_);
  sampled_at(at_) ? allow_all() : collect_rules(at_, at_ + line.text.size());
  document = {text::without_cr(line.text), block_.offset + at_, line_++};
  at_ = line.next;
  return true;
}

bool Candidates::next_span(input::Document& document) {
  while (at_ < block_.spans.size()) {
    const input::Block::Span& span = block_.spans[at_++];
    while (hit_ < hits_.size() && hits_[hit_].end <= span.begin) ++hit_;
    const input::Document whole{block_.bytes.substr(span.begin, span.end - span.begin), span.offset,
                                span.line};
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

// Returns the start of the first line before `end` that is too long, or `end` if there is none.
std::size_t Candidates::too_long_before(std::size_t end) const {
  for (std::size_t begin = at_; end - begin > max_document_;) {
    const std::size_t newline = std::min(block_.bytes.find('\n', begin), end);
    if (newline - begin > max_document_) return begin;
    begin = std::min(newline + 1, end);
  }
  return end;
}

// Counts the lines from at_ to `end`, which is the start of a line, as skipped.
void Candidates::skip_to(std::size_t end) {
  const text::LineCounts counts = text::count_lines(block_.bytes.substr(at_, end - at_));
  line_ += counts.lines;
  blank_ += counts.blank;
  skipped_ += counts.lines - counts.blank;
  at_ = end;
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
