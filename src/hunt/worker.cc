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
    : plan_(plan), harvest_(plan.rules, files), reader_(plan.normalizer.paths()), event_(plan.rules.fields) {}

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
    ++harvest_.ledger.parsed;
    harvest_.ledger.reject(Reject::kTooLong);
    return;
  }
  parse(text, bytes);
}

void Worker::parse(const Text& text, std::string_view bytes) {
  Ledger& ledger = harvest_.ledger;
  conversion_.repaired = false;
  conversion_.odd_numbers = 0;
  const json::ReadOutcome outcome = reader_.read(bytes, *this);
  ledger.odd_numbers += conversion_.odd_numbers;
  if (outcome.repaired || conversion_.repaired) ++ledger.repaired;
  switch (outcome.error) {
    case json::ReadError::kNone: ++ledger.parsed; return;
    case json::ReadError::kTooDeep:
      ++ledger.parsed;
      ledger.reject(Reject::kTooDeep);
      return;
    case json::ReadError::kMalformed:
      ++ledger.malformed;
      origin_.offset = text.offset;
      harvest_.note_malformed({origin_, outcome.reason});
      return;
  }
}

void Worker::record(const json::RawRecord& record) {
  Ledger& ledger = harvest_.ledger;
  ++origin_.record;
  record_ = &record;
  completed_ = false;
  too_many_terms_ = false;
  const Outcome outcome = plan_.normalizer.normalize(record, event_, conversion_);
  if (block_->sampled(*text_)) sample(outcome);
  if (outcome == Outcome::kUnknownShape) {
    ++ledger.unknown_shape;
    return;
  }
  const auto source = ledger.sources.find(event_.source);
  ++(source == ledger.sources.end() ? ledger.sources[std::string(event_.source)] : source->second);
  if (outcome == Outcome::kNoTime) {
    ledger.reject(Reject::kNoTime);
    return;
  }
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
  if (outcome == Outcome::kUnknownShape) return;
  harvest_.recognised[block_->file] = true;
  if (outcome != Outcome::kEvent) return;
  const bool certain = block_->tail_is_exact || text_->offset < block_->head_end;
  harvest_.coverage.add(event_.time, certain, block_->file, text_->offset);
}

// Adds the event's terms to the rule's history; false when there are too many of them.
bool Worker::match(const CompiledRule& rule, History& history) {
  complete();
  switch (terms_.start(rule, event_)) {
    case TermProduct::Size::kNone: return true;
    case TermProduct::Size::kTooMany: too_many_terms_ = true; return false;
    case TermProduct::Size::kSome: break;
  }
  rule_ = &rule;
  const std::string_view host = first_text(event_.values(kHostName));
  while (terms_.next()) history.add(terms_.key(), event_.time, host, *this);
  return true;
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
