#include "pass/record_reader.h"

#include <algorithm>

#include "input/layout.h"
#include "text/ascii.h"

namespace firstseen::pass {
namespace {

// `Record 12`, as evtx_dump announces its documents.
bool is_control(std::string_view text) {
  constexpr std::string_view kRecord = "Record ";
  return text.starts_with(kRecord) && text.size() > kRecord.size() &&
         text.find_first_not_of("0123456789 \r", kRecord.size()) == std::string_view::npos;
}

}  // namespace

void Reading::note_malformed(const Malformed& problem) {
  const auto before = [](const Malformed& a, const Malformed& b) { return a.origin < b.origin; };
  malformed.insert(std::upper_bound(malformed.begin(), malformed.end(), problem, before), problem);
  if (malformed.size() > kShownProblems) malformed.pop_back();
}

void Reading::merge(const Reading& other) {
  ledger.add(other.ledger);
  for (std::size_t i = 0; i < tallies.size(); ++i) tallies[i].add(other.tallies[i]);
  for (const Malformed& problem : other.malformed) note_malformed(problem);
  block_lines.insert(block_lines.end(), other.block_lines.begin(), other.block_lines.end());
  recognised.insert(other.recognised.begin(), other.recognised.end());
  has_texts.insert(other.has_texts.begin(), other.has_texts.end());
}

RecordReader::RecordReader(const sources::Normalizer& normalizer, const event::FieldSet& fields,
                           const ReadRequest& request)
    : normalizer_(normalizer),
      max_text_bytes_(request.max_text_bytes),
      reader_(normalizer.paths(), normalizer.wrappers(),
              request.validate ? json::Validation::kEverything : json::Validation::kOnTheWay),
      event_(fields),
      tallies_(normalizer.make_tallies()) {}

Reading RecordReader::reading() const {
  Reading reading = reading_;
  reading.tallies = tallies_;
  for (std::size_t i = 0; i < reading.tallies.size(); ++i) {
    const std::uint64_t records = reading.tallies[i].records;
    if (records > 0) reading.ledger.sources[std::string(normalizer_.shape(i).source)] += records;
  }
  return reading;
}

void RecordReader::read_block(const input::Block& block) {
  begin_block(block);
  input::TextCursor cursor(block);
  for (input::Text text; cursor.next(text);) read_text(text);
  end_block(cursor.line_count());
}

void RecordReader::begin_block(const input::Block& block) {
  block_ = &block;
  has_texts_ = false;
  recognised_ = false;
}

void RecordReader::end_block(std::uint64_t lines) {
  ledger().taken_texts += block_->lines ? lines : block_->spans.size();
  if (has_texts_) reading_.has_texts.insert(block_->file);
  if (recognised_) reading_.recognised.insert(block_->file);
  reading_.block_lines.push_back({block_->file, block_->index, lines});
}

void RecordReader::read_text(const input::Text& text) {
  std::string_view bytes = text.bytes;
  if (text.offset == 0 && bytes.starts_with(input::kUtf8Bom)) bytes.remove_prefix(input::kUtf8Bom.size());
  if (text::is_blank(bytes)) {
    ++ledger().blank;
    return;
  }
  has_texts_ = has_texts_ || block_->sampled(text);
  if (is_control(bytes)) {
    ++ledger().control;
    return;
  }
  text_ = &text;
  origin_ = {block_->file, text.offset, 0, text.line, block_->index};
  if (bytes.size() > max_text_bytes_) {
    reject_text(Reject::kTooLong);
    return;
  }
  parse(text, bytes);
}

void RecordReader::parse(const input::Text& text, std::string_view bytes) {
  conversion_.repaired = false;
  conversion_.odd_numbers = 0;
  control_ = false;
  const json::ReadOutcome outcome = reader_.read(bytes, *this);
  ledger().odd_numbers += conversion_.odd_numbers;
  if (outcome.repaired || conversion_.repaired) ++ledger().repaired;
  switch (outcome.error) {
    case json::ReadError::kNone:
      ++(control_ || (outcome.wrapper && origin_.record == 0) ? ledger().control : ledger().parsed);
      return;
    case json::ReadError::kTooDeep: reject_text(Reject::kTooDeep); return;
    case json::ReadError::kTooManyRecords: reject_text(Reject::kTooManyRecords); return;
    case json::ReadError::kAmbiguousTable: reject_text(Reject::kAmbiguousTable); return;
    case json::ReadError::kMalformed:
      ++ledger().malformed;
      origin_.offset = text.offset;
      reading_.note_malformed({origin_, outcome.reason});
      take_malformed(outcome.reason);
      return;
  }
}

// The whole text stands for one record that is rejected.
void RecordReader::reject_text(Reject reason) {
  ++ledger().parsed;
  ++ledger().taken_records;
  ledger().reject(reason);
  take_rejected(reason);
}

bool RecordReader::record(const json::RawRecord& record) {
  record_ = &record;
  completed_ = false;
  const auto [outcome, shape] = normalizer_.normalize(record, conversion_, tallies_, trace_);
  shape_ = shape;
  if (outcome == sources::Outcome::kUnknownShape) return false;
  if (outcome == sources::Outcome::kControl) {
    control_ = true;
    return true;
  }
  ++origin_.record;
  ++ledger().taken_records;
  if (block_->sampled(*text_)) recognised_ = true;
  take_known(outcome);
  if (outcome == sources::Outcome::kNoTime) {
    ledger().reject(Reject::kNoTime);
    take_rejected(Reject::kNoTime);
  } else {
    count(take_event());
  }
  return true;
}

void RecordReader::count(Fate fate) {
  switch (fate) {
    case Fate::kMatched: ++ledger().matched; return;
    case Fate::kNotMatched: ++ledger().not_matched; return;
    case Fate::kTooManyTerms:
      ledger().reject(Reject::kTooManyTerms);
      take_rejected(Reject::kTooManyTerms);
      return;
  }
}

void RecordReader::unknown() {
  ++origin_.record;
  ++ledger().taken_records;
  ++ledger().unknown_shape;
  take_unknown();
}

// What findings show is read for matching records only.
void RecordReader::complete() {
  if (!completed_) normalizer_.complete(*record_, shape_, conversion_, tallies_, trace_);
  completed_ = true;
}

}  // namespace firstseen::pass
