#include "pass/document_reader.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "json/splitting/each_document.h"
#include "json/splitting/each_element.h"
#include "json/splitting/whole_objects.h"
#include "pass/text_line.h"
#include "text/ascii.h"

namespace firstseen::pass {
namespace {

constexpr std::size_t kLeast = 32;  // no event has fewer bytes

// Whether an object is on the line, of which `from_bracket` is what to read, beside something else, if only a separator.
bool holds_object(std::string_view line, std::string_view from_bracket) {
  bool holds = false;
  json::splitting::each_document(from_bracket, [&](std::string_view document) {
    holds = document.starts_with('{') && document.size() < line.size();
    return !holds;
  });
  return holds;
}

// Returns the rest of a text from the first element of an array on: an object after a bracket, or after another one and a comma.
// Looks at bytes only: within a string, the quotes of a key would be escaped.
std::string_view from_element(std::string_view text) {
  char before = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '[' || (c == ',' && before == '}')) {
      const std::size_t object = text.find_first_not_of(text::kBlanks, at + 1);
      const bool is_object = object != std::string_view::npos && text[object] == '{';
      const std::size_t key = is_object ? text.find_first_not_of(text::kBlanks, object + 1) : object;
      if (is_object && key != std::string_view::npos && text[key] == '"') return text.substr(at);
    }
    if (text::kBlanks.find(c) == std::string_view::npos) before = c;
  }
  return {};
}

}  // namespace

std::string_view Worker::DocumentReader::from_bracket(std::string_view line) {
  const bool after_one =
      line.size() > 1 && (line[1] == '{' || line[1] == '[') && line[0] != '{' && line[0] != '[';
  return line.substr(after_one ? 1 : 0);
}

std::string_view Worker::DocumentReader::read(std::string_view bytes, bool may_split) {
  bytes_ = bytes;
  if (bytes.size() > worker_.max_document_bytes_) {
    reject_document(Reject::kTooLong);
    return {};
  }
  sources::Conversion& conversion = worker_.conversion_;
  conversion.repaired = false;
  json::ReadOutcome outcome = worker_.reader_.read(bytes, *this);
  const bool malformed = outcome.error == json::ReadError::kMalformed;
  const bool nothing_read = malformed && place_.record == 0;
  const bool splits = may_split && nothing_read && holds_object(bytes, from_bracket(bytes));
  const bool begins_json = bytes.starts_with('{') || bytes.starts_with('[');
  if (malformed && !splits && begins_json && read_elements()) return {};
  if (nothing_read && (!splits || bytes.starts_with('"'))) read_as_text(outcome);
  const bool read_as_other = nothing_read && outcome.error != json::ReadError::kMalformed;
  if (read_as_other && begins_json) note_if_more();
  if (nothing_read && !read_as_other && !splits && !begins_json && read_elements()) return {};
  if (splits && place_.record == 0) return from_bracket(bytes);
  if (outcome.repaired || conversion.repaired) ++ledger().repaired;
  if (outcome.damaged_inside) worker_.reading_.note_lost({}, "damaged_inside", place_, {});
  conclude(outcome);
  return outcome.rest;
}

// Reads the records in the arrays of a malformed document, if there are some. It is counted once, as is each further element
// that is damaged.
bool Worker::DocumentReader::read_elements() {
  const std::string_view elements = from_element(bytes_);
  if (elements.empty()) return false;
  already_read_ = std::exchange(place_.record, 0);
  const bool any_read = already_read_ > 0;
  Elements damaged;
  bool open = read_elements(bytes_, {}, damaged, 0);
  if (place_.record == 0) {
    // Nothing is around the array, or that is damaged, too.
    damaged.clear();
    read_whole_in(bytes_.substr(0, bytes_.size() - elements.size()));
    open = read_bare_elements(elements, damaged) || !any_read;
  }
  already_read_ = 0;
  if (place_.record == 0 && !any_read) return false;
  if (open && !in_gap_) worker_.reading_.note_gap({place_, "an array of records may not be whole"});
  if (damaged.empty()) damaged.push_back(bytes_);
  event::Place place = place_;
  const char* before = bytes_.data();
  for (const std::string_view element : damaged) {
    // They are in the order of the document.
    place.line += static_cast<std::uint64_t>(std::count(before, element.data(), '\n'));
    place.offset += static_cast<std::uint64_t>(element.data() - before);
    before = element.data();
    note_malformed(place, "an element is not well-formed JSON");
  }
  on_loss(Loss::Kind::kMalformed, "an element is not well-formed JSON");
  ledger().begun_documents += damaged.size() - 1;
  file_.documents += damaged.size() - 1;
  return true;
}

// Adds the elements that cannot be read to `damaged`. Returns whether an array does not end.
bool Worker::DocumentReader::read_elements(std::string_view text, const Envelope& outside, Elements& damaged,
                                           std::size_t levels) {
  bool open = false;
  open |= json::splitting::each_element(text, outside, [&](std::string_view element, const Envelope& around) {
    if (element.size() < kLeast) return;
    const std::size_t before = damaged.size();
    const std::uint32_t records = place_.record;
    if (read_within(around.before, element, around.after)) return;
    // What was read of it comes once more.
    already_read_ += std::exchange(place_.record, records) - records;
    if (levels < json::splitting::kMaxArrayDepth && worker_.reader_.has_wrapper(element)) {
      open |= read_elements(element, around, damaged, levels + 1);
      if (place_.record > records) return;
      damaged.resize(before);
    }
    // What is around it may be what is damaged. What follows the elements may be some that were not told as such.
    if (!read_alone(element, false)) damaged.push_back(element);
    open |= around.before.ends_with(']');
  });
  return open;
}

// The same of elements with nothing around them.
bool Worker::DocumentReader::read_bare_elements(std::string_view elements, Elements& damaged) {
  return json::splitting::each_document(elements, [&](std::string_view element) {
    if (!element.starts_with('{')) {
      read_whole_in(element);
    } else if (element.size() >= kLeast && !read_alone(element, bytes_.starts_with('['))) {
      damaged.push_back(element);
    }
    return true;
  });
}

// Returns whether an element is well-formed, with nothing around it. If not, reads what is whole in it. A document of the
// file's is a record, whatever its shape.
bool Worker::DocumentReader::read_alone(std::string_view element, bool is_document) {
  const std::uint32_t records = place_.record;
  if (read_within("[", element, "]", is_document)) return true;
  if (place_.record == records) read_whole_in(element);
  return false;
}

// Reads the records that are whole in a damaged text: it must not hide those that follow where it should have ended.
void Worker::DocumentReader::read_whole_in(std::string_view damaged) {
  in_text_ = true;
  const std::string_view inside = damaged.substr(damaged.starts_with('{') ? 1 : 0);
  for (const std::string_view object : json::splitting::whole_objects(inside)) {
    if (object.size() >= kLeast) read_within("[", object, "]");
  }
  in_text_ = false;
}

// Returns whether an element is well-formed.
bool Worker::DocumentReader::read_within(std::string_view before, std::string_view element,
                                         std::string_view after, bool is_document) {
  std::string document(before);
  (document += element) += after;
  const std::size_t size = document.size();
  document.append(json::kPadding, ' ');
  const std::string_view text = std::string_view(document).substr(0, size);
  const json::ReadOutcome outcome =
      is_document ? worker_.reader_.read(text, *this) : worker_.reader_.read_within(text, *this);
  if (outcome.damaged_inside) worker_.reading_.note_lost({}, "damaged_inside", place_, {});
  return outcome.ok();
}

// Reads the records in a malformed document, if it is a line of other text that has some.
void Worker::DocumentReader::read_as_text(json::ReadOutcome& outcome) {
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
void Worker::DocumentReader::conclude(const json::ReadOutcome& outcome) {
  switch (outcome.error) {
    case json::ReadError::kNone:
      ++((control_ || outcome.wrapper) && place_.record == 0 ? ledger().control : ledger().parsed);
      return;
    case json::ReadError::kTooDeep: return reject_document(Reject::kTooDeep);
    case json::ReadError::kTooManyRecords: return reject_document(Reject::kTooManyRecords);
    case json::ReadError::kAmbiguousTable: return reject_document(Reject::kAmbiguousTable);
    case json::ReadError::kMalformed:
      note_if_more();
      note_malformed(place_, outcome.reason);
      on_loss(Loss::Kind::kMalformed, outcome.reason);
      if (place_.record == 0) read_whole_in(bytes_);
      return;
  }
}

// Names a malformed document as one of which several records may be lost, if so.
void Worker::DocumentReader::note_if_more() {
  if (!in_gap_ && worker_.reader_.may_hold_records(bytes_))
    worker_.reading_.note_gap({place_, "malformed, and may hold more than one record"});
}

void Worker::DocumentReader::note_malformed(const event::Place& place, std::string_view reason) {
  ++ledger().malformed;
  worker_.reading_.note_malformed({place, std::string(reason)});
}

json::Answer Worker::DocumentReader::record(const json::RawRecord& raw, json::Asked asked) {
  const sources::Normalizer& normalizer = worker_.plan_.normalizer;
  sources::Trace* const trace = worker_.plan_.trace ? &worker_.trace_ : nullptr;
  worker_.conversion_.unread.clear();
  const sources::Normalizer::Normalized made = normalizer.normalize(
      raw, asked, worker_.conversion_, already_read_ > 0 ? worker_.other_tallies_ : worker_.tallies_, trace);
  control_ |= made.outcome == sources::Outcome::kControl;
  if (!made.taken() || made.outcome == sources::Outcome::kControl) return made.answer();
  if (pass_over()) return made.answer();
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
    times_.widen(worker_.event_.time);
  }
  const ReadingKind reading = made.others == 0 ? ReadingKind::kOnly : ReadingKind::kFirst;
  Record record({normalizer, raw, made.shape, worker_.conversion_, worker_.tallies_, trace, reading}, place_);
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
Verdict Worker::DocumentReader::visit_as(std::size_t shape, const json::RawRecord& raw) {
  const sources::Normalizer& normalizer = worker_.plan_.normalizer;
  sources::ShapeTallies& scratch = worker_.other_tallies_;
  worker_.conversion_.unread.clear();
  if (normalizer.normalize_as(shape, raw, worker_.conversion_, scratch) != sources::Outcome::kEvent)
    return Verdict::kNotMatched;
  Record record({normalizer, raw, shape, worker_.conversion_, scratch, nullptr, ReadingKind::kFurther},
                place_);
  return worker_.visitor_.visit(record, possible_);
}

// Returns whether the current record was read before.
bool Worker::DocumentReader::pass_over() {
  if (already_read_ == 0) return false;
  --already_read_;
  ++place_.record;
  return true;
}

void Worker::DocumentReader::unknown() {
  if (in_text_ || pass_over()) return;
  ++place_.record;
  ++ledger().begun_records;
  ++ledger().unknown_shape;
  file_.note_unknown(place_);
  worker_.visitor_.on_loss({Loss::Kind::kUnknownShape, {}, place_, document_.bytes});
}

void Worker::DocumentReader::no_objects(std::size_t count) {
  if (in_text_) return;
  for (; count > 0; --count) {
    if (pass_over()) continue;
    ++place_.record;
    ++ledger().begun_records;
    reject_record(Reject::kNoObject);
  }
}

void Worker::DocumentReader::count(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMatched: ++ledger().matched; return;
    case Verdict::kNotMatched: ++ledger().not_matched; return;
    case Verdict::kTooManyTerms: return reject_record(Reject::kTooManyTerms);
  }
}

// Counts the whole document as one rejected record. What is beyond a bound may be many records.
void Worker::DocumentReader::reject_document(Reject reason) {
  if (reason == Reject::kTooLong || reason == Reject::kTooManyRecords)
    worker_.reading_.note_gap({place_, reason == Reject::kTooLong ? "longer than a document may be"
                                                                  : "more records than a document may have"});
  ++ledger().parsed;
  ++ledger().begun_records;
  reject_record(reason);
}

void Worker::DocumentReader::note_unread_values() {
  for (const sources::UnreadValue& value : worker_.conversion_.unread) {
    const bool number = value.reason == sources::UnreadValue::Reason::kNumber;
    if (number) ++ledger().odd_numbers;
    worker_.reading_.note_lost(worker_.plan_.fields[value.slot].name, number ? "number" : "address", place_,
                               value.text);
  }
}

void Worker::DocumentReader::reject_record(Reject reason) {
  ledger().reject(reason);
  worker_.reading_.note_lost({}, to_string(reason), place_, {});
  on_loss(Loss::Kind::kRejected, to_string(reason));
}

void Worker::DocumentReader::on_loss(Loss::Kind kind, std::string_view reason) {
  ++worker_.errors_;
  worker_.visitor_.on_loss({kind, reason, place_, document_.bytes});
  if (!worker_.plan_.keep_rejects) return;
  // How much of a document that is too long a block holds depends on where blocks are cut. Keep a
  // fixed length, so that the output does not depend on it.
  const std::string_view kept = document_.bytes.substr(0, worker_.max_document_bytes_ + 1);
  worker_.rejects_.add(place_.file, document_.offset, kept);
}

}  // namespace firstseen::pass
