#include "hunt/worker.h"

#include <algorithm>

#include "event/event_json.h"
#include "input/layout.h"

namespace firstseen {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// `Record 12`, as evtx_dump announces its documents.
bool is_control(std::string_view text) {
  constexpr std::string_view kRecord = "Record ";
  return text.starts_with(kRecord) && text.size() > kRecord.size() &&
         text.find_first_not_of("0123456789 \r", kRecord.size()) == std::string_view::npos;
}

std::string_view first_text(Values values) {
  return values.empty() ? std::string_view{} : values.front().text;
}

}  // namespace

Worker::Worker(const HuntPlan& plan, std::size_t files)
    : plan_(plan),
      harvest_(plan, files),
      reader_(plan.normalizer.paths(), plan.normalizer.wrappers()),
      event_(plan.rules.fields) {}

void Worker::run(Input& input, std::atomic<std::uint64_t>& matches) {
  Block block;
  while (input.next(block)) {
    const std::uint64_t before = harvest_.ledger.matched;
    read_block(block);
    matches.fetch_add(harvest_.ledger.matched - before, std::memory_order_relaxed);
  }
}

void Worker::read_block(const Block& block) {
  block_ = &block;
  TextCursor cursor(block);
  for (Text text; cursor.next(text);) read_text(text);
  if (cursor.line_count() > 0) harvest_.block_lines.push_back({block.file, block.index, cursor.line_count()});
}

void Worker::read_text(const Text& text) {
  std::string_view bytes = text.bytes;
  if (text.offset == 0 && bytes.starts_with(kUtf8Bom)) bytes.remove_prefix(kUtf8Bom.size());
  if (is_blank(bytes)) {
    ++harvest_.ledger.blank;
    return;
  }
  harvest_.has_texts[block_->file] = true;
  if (is_control(bytes)) {
    ++harvest_.ledger.control;
    return;
  }
  text_ = &text;
  origin_ = {block_->file, text.offset, 0, text.line, block_->index};
  if (bytes.size() > plan_.max_text_bytes) {
    reject_text(Reject::kTooLong);
    return;
  }
  parse(text, bytes);
}

void Worker::parse(const Text& text, std::string_view bytes) {
  Ledger& ledger = harvest_.ledger;
  conversion_.repaired = false;
  conversion_.odd_numbers = 0;
  control_ = false;
  const json::ReadOutcome outcome = reader_.read(bytes, *this);
  ledger.odd_numbers += conversion_.odd_numbers;
  if (outcome.repaired || conversion_.repaired) ++ledger.repaired;
  switch (outcome.error) {
    case json::ReadError::kNone:
      ++(control_ || (outcome.wrapper && origin_.record == 0) ? ledger.control : ledger.parsed);
      return;
    case json::ReadError::kTooDeep: reject_text(Reject::kTooDeep); return;
    case json::ReadError::kAmbiguousTable: reject_text(Reject::kAmbiguousTable); return;
    case json::ReadError::kMalformed:
      ++ledger.malformed;
      origin_.offset = text.offset;
      harvest_.note_malformed({origin_, outcome.reason});
      return;
  }
}

// The whole text stands for one record that is rejected.
void Worker::reject_text(Reject reason) {
  ++harvest_.ledger.parsed;
  harvest_.ledger.reject(reason);
}

bool Worker::record(const json::RawRecord& record) {
  Ledger& ledger = harvest_.ledger;
  record_ = &record;
  const Outcome outcome = plan_.normalizer.normalize(record, event_, conversion_);
  if (outcome == Outcome::kUnknownShape) return false;
  if (outcome == Outcome::kControl) {
    control_ = true;
    return true;
  }
  ++origin_.record;
  if (block_->sampled(*text_)) sample(outcome);
  const auto source = ledger.sources.find(event_.source);
  ++(source == ledger.sources.end() ? ledger.sources[std::string(event_.source)] : source->second);
  if (outcome == Outcome::kNoTime) {
    ledger.reject(Reject::kNoTime);
  } else {
    evaluate();
  }
  return true;
}

void Worker::unknown() {
  ++origin_.record;
  ++harvest_.ledger.unknown_shape;
}

// Runs all rules over the event at hand.
void Worker::evaluate() {
  Ledger& ledger = harvest_.ledger;
  completed_ = false;
  too_many_terms_ = false;
  bool matched = false;
  for (std::size_t i = 0; i < plan_.rules.rules.size(); ++i) {
    const CompiledRule& rule = plan_.rules.rules[i];
    if (rule.program.matches(event_) && match(rule, harvest_.histories[i])) matched = true;
  }
  if (matched) {
    ++ledger.matched;
    for (const FieldSlot slot : event_.derived()) ++ledger.derived[plan_.rules.fields[slot].base];
  } else if (too_many_terms_) {
    ledger.reject(Reject::kTooManyTerms);
  } else {
    ++ledger.not_matched;
  }
}

void Worker::sample(Outcome outcome) {
  harvest_.recognised[block_->file] = true;
  if (outcome != Outcome::kEvent) return;
  const bool certain = block_->tail_is_exact || text_->offset < block_->head_end;
  harvest_.coverage.add(event_.time, certain, block_->file, text_->offset);
}

// Adds the event's terms to the rule's history; false when it is excluded or its terms are too many.
bool Worker::match(const CompiledRule& rule, History& history) {
  if (plan_.to && event_.time > *plan_.to) return true;
  const Exclusions& exclusions = plan_.rules.exclusions;
  if (const auto line = exclusions.covers_event(event_)) {
    ++harvest_.excluded[*line];
    return false;
  }
  complete();
  switch (terms_.start(rule, event_)) {
    case TermProduct::Size::kNone: return true;
    case TermProduct::Size::kTooMany: too_many_terms_ = true; return false;
    case TermProduct::Size::kSome: break;
  }
  rule_ = &rule;
  const std::vector<std::string> counted = counted_values(rule, event_);
  const Sighting sighting{event_.time, first_text(event_.values(kHostName)), counted};
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

// What findings show is read for matching records only.
void Worker::complete() {
  if (!completed_) plan_.normalizer.complete(*record_, event_, conversion_);
  completed_ = true;
}

Evidence Worker::make() {
  Evidence evidence;
  append_event_json(evidence.event, event_, rule_->shown);
  evidence.terms = terms_.values();
  for (const FieldSlot slot : rule_->shown) {
    const auto derived = event_.derived();
    if (std::binary_search(derived.begin(), derived.end(), slot))
      evidence.derived.push_back(plan_.rules.fields[slot].base);
  }
  evidence.source = event_.source;
  evidence.origin = origin_;
  return evidence;
}

}  // namespace firstseen
