#include "pass/worker.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "json/splitting/each_document.h"
#include "pass/candidates.h"
#include "pass/text_line.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::pass {
namespace {

// Whether a document is a comment such as `# GET logs/_search 200 OK`, which Kibana's Dev Tools write before each answer.
// One with quotes may be a record behind a comment sign.
bool is_comment(std::string_view document) {
  return (document.starts_with('#') || document.starts_with("//")) &&
         document.find_first_of("\"'") == std::string_view::npos;
}

// Whether a document is a comment or a line such as `Record 12`, which evtx_dump writes before each record.
bool is_control(std::string_view document) {
  if (is_comment(document)) return true;
  constexpr std::string_view kRecord = "Record ";
  return document.starts_with(kRecord) && document.size() > kRecord.size() &&
         document.find_first_not_of("0123456789 \r", kRecord.size()) == std::string_view::npos;
}

// A damaged bracket must not hide the array that it opened, so a byte before the first whole one is left out.
std::string_view from_bracket(std::string_view line) {
  const bool after_one =
      line.size() > 1 && (line[1] == '{' || line[1] == '[') && line[0] != '{' && line[0] != '[';
  return line.substr(after_one ? 1 : 0);
}

// Whether an object is on the line beside something else, if only a separator.
bool holds_object(std::string_view line) {
  bool holds = false;
  json::splitting::each_document(from_bracket(line), [&](std::string_view document) {
    holds = document.starts_with('{') && document.size() < line.size();
    return !holds;
  });
  return holds;
}

}  // namespace

// Reads one document and decides how the ledger counts it. The reader passes its records one by
// one.
class Worker::DocumentReader final : private json::RecordSink {
 public:
  DocumentReader(Worker& worker, FileReading& file, const input::Document& document,
                 const event::Place& place, bool sampled, bool in_gap, prefilter::RuleMask possible)
      : worker_(worker),
        file_(file),
        document_(document),
        place_(place),
        sampled_(sampled),
        in_gap_(in_gap),
        possible_(possible) {}

  // `bytes` is the document without a byte order mark. Returns what is to be read as documents of their own: what
  // follows the first object or array, valid until the next read; or all of it, if nothing of it could be read and
  // `may_split`. The document is not counted then.
  std::string_view read(std::string_view bytes, bool may_split) {
    bytes_ = bytes;
    if (bytes.size() > worker_.max_document_bytes_) {
      reject_document(Reject::kTooLong);
      return {};
    }
    sources::Conversion& conversion = worker_.conversion_;
    conversion.repaired = false;
    json::ReadOutcome outcome = worker_.reader_.read(bytes, *this);
    const bool nothing_read = outcome.error == json::ReadError::kMalformed && place_.record == 0;
    const bool splits = may_split && nothing_read && holds_object(bytes);
    if (nothing_read && (!splits || bytes.starts_with('"'))) read_as_text(outcome);
    if (splits && place_.record == 0) return from_bracket(bytes);
    if (outcome.repaired || conversion.repaired) ++ledger().repaired;
    if (outcome.damaged_inside) worker_.reading_.note_lost({}, "damaged_inside", place_, {});
    conclude(outcome);
    return outcome.rest;
  }

 private:
  Ledger& ledger() { return worker_.reading_.ledger; }

  // Reads the records in a malformed document, if it is a line of other text that has some.
  void read_as_text(json::ReadOutcome& outcome) {
    auto document = document_of_text(bytes_);
    if (!document) return;
    const std::size_t size = document->size();
    document->append(json::kPadding, ' ');
    in_text_ = true;
    json::ReadOutcome of_text = worker_.reader_.read(std::string_view(*document).substr(0, size), *this);
    in_text_ = false;
    of_text.rest = {};
    if (place_.record > 0) outcome = of_text;
  }

  // Counts the document. Control lines, and wrappers without records, count as control.
  void conclude(const json::ReadOutcome& outcome) {
    switch (outcome.error) {
      case json::ReadError::kNone:
        ++((control_ || outcome.wrapper) && place_.record == 0 ? ledger().control : ledger().parsed);
        return;
      case json::ReadError::kTooDeep: return reject_document(Reject::kTooDeep);
      case json::ReadError::kTooManyRecords: return reject_document(Reject::kTooManyRecords);
      case json::ReadError::kAmbiguousTable: return reject_document(Reject::kAmbiguousTable);
      case json::ReadError::kMalformed:
        ++ledger().malformed;
        worker_.reading_.note_malformed({place_, std::string(outcome.reason)});
        if (!in_gap_ && worker_.reader_.may_hold_records(bytes_))
          worker_.reading_.note_gap({place_, "malformed, and may hold more than one record"});
        return on_loss(Loss::Kind::kMalformed, outcome.reason);
    }
  }

  json::Answer record(const json::RawRecord& raw, json::Asked asked) override {
    const sources::Normalizer& normalizer = worker_.plan_.normalizer;
    sources::Trace* const trace = worker_.plan_.trace ? &worker_.trace_ : nullptr;
    worker_.conversion_.unread.clear();
    const sources::Normalizer::Normalized made =
        normalizer.normalize(raw, asked, worker_.conversion_, worker_.tallies_, trace);
    control_ |= made.outcome == sources::Outcome::kControl;
    if (!made.taken() || made.outcome == sources::Outcome::kControl) return made.answer();
    ++place_.record;
    ++ledger().begun_records;
    file_.recognised |= sampled_;
    worker_.count_module(made.shape);
    if (made.outcome == sources::Outcome::kNoTime) {
      reject_record(Reject::kNoTime);
      return made.answer();
    }
    if (is_plausible(worker_.event_.time)) {
      file_.parsed_span.widen(worker_.event_.time);
      if (sampled_) file_.span.widen(worker_.event_.time);
    }
    const ReadingKind reading = made.others == 0 ? ReadingKind::kOnly : ReadingKind::kFirst;
    Record record({normalizer, raw, made.shape, worker_.conversion_, worker_.tallies_, trace, reading},
                  place_);
    Verdict verdict = worker_.visitor_.visit(record, possible_);
    if (!worker_.conversion_.unread.empty()) note_unread_values();
    for (const event::NetworkEvent::Repeated& field : worker_.event_.repeated())
      worker_.reading_.note_lost(worker_.plan_.fields[field.slot].name, "repeated", place_, {});
    for (std::uint64_t bits = made.others; bits != 0; bits &= bits - 1)
      verdict = std::min(verdict, visit_as(static_cast<std::size_t>(std::countr_zero(bits)), raw));
    count(verdict);
    return made.answer();
  }

  // Shows the record as it is read by another source whose marks it has.
  Verdict visit_as(std::size_t shape, const json::RawRecord& raw) {
    const sources::Normalizer& normalizer = worker_.plan_.normalizer;
    sources::ShapeTallies& scratch = worker_.other_tallies_;
    worker_.conversion_.unread.clear();
    if (normalizer.normalize_as(shape, raw, worker_.conversion_, scratch) != sources::Outcome::kEvent)
      return Verdict::kNotMatched;
    Record record({normalizer, raw, shape, worker_.conversion_, scratch, nullptr, ReadingKind::kFurther},
                  place_);
    return worker_.visitor_.visit(record, possible_);
  }

  void unknown() override {
    if (in_text_) return;
    ++place_.record;
    ++ledger().begun_records;
    ++ledger().unknown_shape;
    file_.note_unknown(place_);
    worker_.visitor_.on_loss({Loss::Kind::kUnknownShape, {}, place_, document_.bytes});
  }

  void no_objects(std::size_t count) override {
    if (in_text_) return;
    for (; count > 0; --count) {
      ++place_.record;
      ++ledger().begun_records;
      reject_record(Reject::kNoObject);
    }
  }

  void count(Verdict verdict) {
    switch (verdict) {
      case Verdict::kMatched: ++ledger().matched; return;
      case Verdict::kNotMatched: ++ledger().not_matched; return;
      case Verdict::kTooManyTerms: return reject_record(Reject::kTooManyTerms);
    }
  }

  // Counts the whole document as one rejected record. What is beyond a bound may be many records.
  void reject_document(Reject reason) {
    if (reason == Reject::kTooLong || reason == Reject::kTooManyRecords)
      worker_.reading_.note_gap({place_, reason == Reject::kTooLong
                                             ? "longer than a document may be"
                                             : "more records than a document may have"});
    ++ledger().parsed;
    ++ledger().begun_records;
    reject_record(reason);
  }

  void note_unread_values() {
    for (const sources::UnreadValue& value : worker_.conversion_.unread) {
      const bool number = value.reason == sources::UnreadValue::Reason::kNumber;
      if (number) ++ledger().odd_numbers;
      worker_.reading_.note_lost(worker_.plan_.fields[value.slot].name, number ? "number" : "address", place_,
                                 value.text);
    }
  }

  void reject_record(Reject reason) {
    ledger().reject(reason);
    worker_.reading_.note_lost({}, to_string(reason), place_, {});
    on_loss(Loss::Kind::kRejected, to_string(reason));
  }

  void on_loss(Loss::Kind kind, std::string_view reason) {
    ++worker_.errors_;
    worker_.visitor_.on_loss({kind, reason, place_, document_.bytes});
    if (!worker_.plan_.keep_rejects) return;
    // How much of a document that is too long a block holds depends on where blocks are cut. Keep a
    // fixed length, so that the output does not depend on it.
    const std::string_view kept = document_.bytes.substr(0, worker_.max_document_bytes_ + 1);
    worker_.rejects_.add(place_.file, document_.offset, kept);
  }

  Worker& worker_;
  FileReading& file_;
  const input::Document& document_;
  std::string_view bytes_;  // of the document, without a byte order mark
  event::Place place_;      // of the current record; record 0 before the first
  bool sampled_;
  bool in_gap_;  // what may be lost with the document is already noted
  prefilter::RuleMask possible_;
  bool in_text_ = false;  // only what a table knows is a record
  bool control_ = false;  // a line that announces or closes records
};

Worker::Worker(const ReadPlan& plan, const ReadRequest& request, Visitor& visitor)
    : plan_(plan),
      max_document_bytes_(request.max_document_bytes),
      visitor_(visitor),
      reader_(plan.normalizer.paths(), plan.normalizer.wrappers(),
              request.validate ? json::Validation::kEverything : json::Validation::kOnTheWay,
              request.templates ? json::Templating::kFastest : json::Templating::kNone),
      event_(plan.fields),
      tallies_(plan.normalizer.make_tallies()),
      other_tallies_(tallies_) {}

std::optional<std::string> Worker::read(const input::Block& block) {
  FileReading& file = reading_.files[block.file];
  const std::uint64_t blank = reading_.ledger.blank;
  const bool may_skip = plan_.prefilter != nullptr && block.has_unsampled();
  const prefilter::LiteralSet* const literals = may_skip ? plan_.prefilter->literals() : nullptr;
  const std::uint64_t lines =
      literals != nullptr ? read_candidates(block, file, *literals) : read_all(block, file);
  const std::uint64_t documents = block.lines ? lines : block.spans.size();
  reading_.ledger.begun_documents += documents;
  file.documents += documents - (reading_.ledger.blank - blank);
  file.has_bytes |= block.end > block.offset;
  for (const input::Block::Gap& gap : block.gaps)
    reading_.note_gap({{block.file, gap.offset, 0, gap.line}, std::string(gap.reason)});
  for (const input::Block::Flaw& flaw : block.flaws)
    reading_.note_lost({}, flaw.what, {block.file, flaw.offset, 0, flaw.line}, {}, flaw.count);
  if (lines > 0 || !block.gaps.empty() || !block.flaws.empty())
    block_lines_.push_back({block.file, block.offset, lines});
  auto stop = visitor_.end_block(block.file, tallies_);
  count_shapes(file);
  return stop;
}

std::uint64_t Worker::read_all(const input::Block& block, FileReading& file) {
  input::DocumentCursor cursor(block);
  // A template that fits a line tells where it ends.
  for (input::Document document; cursor.next(document, reader_.fitting_line(cursor.rest()));)
    read_document(block, document, file, {});
  reader_.forget_line();
  return cursor.line_count();
}

std::uint64_t Worker::read_candidates(const input::Block& block, FileReading& file,
                                      const prefilter::LiteralSet& literals) {
  if (!scanner_) scanner_.emplace(literals);
  Candidates candidates(block, scanner_->scan(block.bytes), literals, max_document_bytes_);
  for (input::Document document; candidates.next(document);)
    read_document(block, document, file, candidates.rules());
  reading_.ledger.skipped += candidates.skipped();
  file.skipped += candidates.skipped();
  reading_.ledger.blank += candidates.blank();
  return candidates.line_count();
}

void Worker::read_document(const input::Block& block, const input::Document& document, FileReading& file,
                           prefilter::RuleMask possible) {
  std::string_view bytes = document.bytes;
  if (document.offset == 0 && bytes.starts_with(text::kByteOrderMark))
    bytes.remove_prefix(text::kByteOrderMark.size());
  const bool is_object = bytes.starts_with('{');  // as nearly all are
  if (!is_object && text::is_blank(bytes)) {
    ++reading_.ledger.blank;
    return;
  }
  const bool sampled = block.sampled(document);
  file.has_documents |= sampled;
  if (!is_object && is_control(bytes)) {
    ++reading_.ledger.control;
    return;
  }
  const event::Place place{block.file, document.offset, 0, document.line};
  const bool in_gap = std::ranges::binary_search(block.gaps, document.offset, {}, &input::Block::Gap::offset);
  DocumentReader reader(*this, file, document, place, sampled, in_gap, possible);
  const std::string_view rest = reader.read(bytes, block.lines);
  if (rest.empty()) return;
  // Several documents are on the line, of which the first may be read. The rest is copied, since it may be a repaired one.
  if (!in_gap && json::Reader::has_lost_block(rest))
    reading_.note_gap({place, "zeros in the place of what was written"});
  // A repaired rest may be longer than the document.
  const bool first_read = rest.data() != from_bracket(bytes).data();
  std::string padded(rest);
  padded.append(json::kPadding, ' ');
  const std::uint64_t begin =
      document.offset + (document.bytes.size() - std::min(rest.size(), document.bytes.size()));
  std::uint64_t found = 0;
  const bool open = json::splitting::each_document(
      std::string_view(padded).substr(0, rest.size()), [&](std::string_view piece) {
        const input::Document one{piece, begin + static_cast<std::uint64_t>(piece.data() - padded.data()),
                                  document.line};
        const event::Place at{block.file, one.offset, 0, one.line};
        DocumentReader(*this, file, one, at, sampled, in_gap, possible).read(piece, false);
        ++found;
        return true;
      });
  if (open && !in_gap) reading_.note_gap({place, "an array on the line does not end"});
  const std::uint64_t more = found - (first_read ? 0 : 1);
  reading_.ledger.begun_documents += more;
  file.documents += more;
}

// Moves the tallies of the block to its file and resets them.
void Worker::count_shapes(FileReading& file) {
  for (const auto& [key, module] : std::exchange(modules_, {})) add_shape(file.shapes, module);
  module_ = nullptr;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    sources::ShapeTally& tally = tallies_[i];
    if (tally.records == 0) continue;
    const sources::Normalizer::Shape shape = plan_.normalizer.shape(i);
    reading_.ledger.sources[std::string(shape.source)] += tally.records;
    if (shape.by_module && plan_.normalizer.module()) {
      tally.records = 0;
      std::fill(tally.present.begin(), tally.present.end(), 0);
      continue;
    }
    const auto known = file.shapes.find(shape.name);
    ShapeReading& sum = known != file.shapes.end() ? known->second : file.shapes[std::string(shape.name)];
    sum.source = shape.source;
    sum.shape = shape.name;
    sum.records += std::exchange(tally.records, 0);
    sum.present.resize(tally.present.size(), false);
    for (std::size_t slot = 0; slot < tally.present.size(); ++slot) {
      if (std::exchange(tally.present[slot], 0) > 0) sum.present[slot] = true;
    }
  }
}

// Counts the current event by its module, if its shape is counted so.
void Worker::count_module(std::size_t shape) {
  const auto slot = plan_.normalizer.module();
  if (!slot) return;
  const sources::Normalizer::Shape named = plan_.normalizer.shape(shape);
  if (!named.by_module) return;
  const event::Values values = event_.values(*slot);
  std::string_view module = values.empty() ? std::string_view() : values.front().text;
  if (module.size() > kMaxModuleBytes) module = {};
  if (module_ == nullptr || module_->module != module || module_->shape != named.name) {
    ShapeReading reading;
    reading.source = named.source;
    reading.shape = named.name;
    reading.module = module;
    add_shape(modules_, reading);
    const auto kept = modules_.find(reading.key());
    module_ = &(kept != modules_.end() ? kept : modules_.find(named.name))->second;
  }
  ++module_->records;
  module_->present.resize(plan_.fields.size(), false);
  for (event::FieldSlot field = 0; field < plan_.fields.size(); ++field) {
    if (!event_.values(field).empty()) module_->present[field] = true;
  }
}

Reading Worker::take_reading(std::vector<BlockLines>& blocks) {
  blocks.insert(blocks.end(), block_lines_.begin(), block_lines_.end());
  block_lines_.clear();
  return std::exchange(reading_, {});
}

}  // namespace firstseen::pass
