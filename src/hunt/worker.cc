#include "hunt/worker.h"

#include <algorithm>
#include <utility>

#include "event/event_json.h"
#include "pass/candidates.h"

namespace firstseen::hunt {
namespace {

constexpr std::size_t kFewTerms = 64;  // of which any record may be shown

std::string_view first_text(event::Values values) {
  return values.empty() ? std::string_view{} : values.front().text;
}

}  // namespace

Worker::Worker(const HuntPlan& plan)
    : pass::RecordReader(plan.normalizer, plan.rules.fields, plan.read), plan_(plan), harvest_(plan) {}

void Worker::run(input::Input& input, pass::Pass& pass, HuntBounds& bounds) {
  input::Block block;
  for (std::uint64_t kept = 0; input.next(block);) {
    const std::uint64_t matched = ledger().matched;
    const std::uint64_t errors = errors_;
    read(block);
    pass.matches().fetch_add(ledger().matched - matched, std::memory_order_relaxed);
    const std::uint64_t all_errors = bounds.errors += errors_ - errors;
    if (bounds.max_errors != 0 && all_errors > bounds.max_errors)
      pass.stop("more than " + std::to_string(bounds.max_errors) +
                " texts or records are malformed or rejected");
    if (bounds.max_terms == 0) continue;
    const std::uint64_t before = std::exchange(kept, terms());
    const std::uint64_t all_terms = bounds.terms += kept - before;
    if (all_terms > bounds.max_terms)
      pass.stop("more than " + std::to_string(bounds.max_terms) + " different terms");
  }
}

std::uint64_t Worker::terms() const {
  std::uint64_t count = 0;
  for (const history::History& history : harvest_.histories) count += history.terms().size();
  return count;
}

void Worker::take_malformed(std::string_view) {
  keep_reject();
}

void Worker::take_rejected(Reject) {
  keep_reject();
}

void Worker::keep_reject() {
  ++errors_;
  // Of a text that is too long a block has more or less, as it happens to be cut.
  const std::string_view kept = text().bytes.substr(0, plan_.read.max_text_bytes + 1);
  if (plan_.keep_rejects) rejects_.add(block().file, text().offset, kept);
}

void Worker::read(const input::Block& block) {
  const bool may_skip = plan_.prefilter && block.has_unsampled();
  const prefilter::LiteralSet* const literals = may_skip ? plan_.prefilter->literals() : nullptr;
  if (literals != nullptr) return read_candidates(block, *literals);
  possible_ = {};
  read_block(block);
}

void Worker::read_candidates(const input::Block& block, const prefilter::LiteralSet& literals) {
  if (!scanner_) scanner_.emplace(literals);
  pass::Candidates candidates(block, scanner_->scan(block.bytes), literals, plan_.read.max_text_bytes);
  begin_block(block);
  for (input::Text text; candidates.next(text);) {
    possible_ = candidates.rules();
    read_text(text);
  }
  ledger().skipped += candidates.skipped();
  ledger().blank += candidates.blank();
  end_block(candidates.line_count());
}

Harvest Worker::take_harvest() {
  harvest_.reading = reading();
  return std::move(harvest_);
}

// Runs all rules over the event at hand.
pass::RecordReader::Fate Worker::take_event() {
  too_many_terms_ = false;
  bool matched = false;
  for (std::size_t i = 0; i < plan_.rules.rules.size(); ++i) {
    const rules::CompiledRule& rule = plan_.rules.rules[i];
    if (!possible_.empty() && (possible_[i / 64] >> (i % 64) & 1) == 0) continue;
    if (rule.program.matches(event()) && match(rule, harvest_.histories[i])) matched = true;
  }
  if (!matched) return too_many_terms_ ? Fate::kTooManyTerms : Fate::kNotMatched;
  for (const event::FieldSlot slot : event().derived()) ++ledger().derived[plan_.rules.fields[slot].base];
  return Fate::kMatched;
}

void Worker::take_known(sources::Outcome outcome) {
  if (outcome != sources::Outcome::kEvent || !block().sampled(text())) return;
  const bool certain = block().tail_is_exact || text().offset < block().head_end;
  harvest_.coverage.add(event().time, certain, block().file, text().offset);
}

// Adds the event's terms to the rule's history; false when it is excluded or its terms are too many.
bool Worker::match(const rules::CompiledRule& rule, history::History& history) {
  if (plan_.to && event().time > *plan_.to) return true;
  const rules::Exclusions& exclusions = plan_.rules.exclusions;
  if (const auto line = exclusions.covers_event(event())) {
    ++harvest_.excluded[*line];
    return false;
  }
  complete();
  rule_ = &rule;
  shown_.reset();
  switch (terms_.start(rule, event())) {
    case TermProduct::Size::kNone: return true;
    case TermProduct::Size::kTooMany: too_many_terms_ = true; return false;
    case TermProduct::Size::kSome: break;
  }
  if (terms_.size() > kFewTerms && terms_.size() > kMaxShownBytes / shown()->json.size()) {
    too_many_terms_ = true;
    return false;
  }
  const std::vector<std::string> counted = counted_values(rule, event());
  const history::Sighting sighting{event().time, first_text(event().values(event::kHostName)), counted};
  bool any = false;
  while (terms_.next()) {
    if (const auto line = terms_.excluded_by(exclusions)) {
      ++harvest_.excluded[*line];
      continue;
    }
    any = true;
    history.add(terms_.key(), sighting, *this);
  }
  return any;
}

history::Evidence Worker::make() {
  return {shown(), terms_.values()};
}

const std::shared_ptr<const history::ShownEvent>& Worker::shown() {
  if (shown_) return shown_;
  history::ShownEvent shown;
  event::append_event_json(shown.json, event(), rule_->shown);
  const auto derived = event().derived();
  for (const event::FieldSlot slot : rule_->shown) {
    if (std::binary_search(derived.begin(), derived.end(), slot))
      shown.derived.push_back(plan_.rules.fields[slot].base);
  }
  shown.source = event().source;
  shown.origin = origin();
  return shown_ = std::make_shared<const history::ShownEvent>(std::move(shown));
}

}  // namespace firstseen::hunt
