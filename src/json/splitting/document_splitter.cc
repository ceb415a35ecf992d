#include "json/splitting/document_splitter.h"
#include "text/utf8.h"

#include <algorithm>
#include <string>
#include <utility>

namespace firstseen::json::splitting {
namespace {

// Bytes that are scanned again in any file, no matter how short it is.
constexpr std::uint64_t kFreeRescans = 1024 * 1024;

// White space, and what some writers put between documents: NUL, form feed, and the record separator of RFC 7464.
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || c == '\f' || c == '\x1e';
}

// Whether more than one line of the document is not blank.
bool has_lines(std::string_view document) {
  const std::size_t last = document.find_last_not_of(" \t\r\n");
  return document.find('\n') < last && last != std::string_view::npos;
}

}  // namespace

void DocumentSplitter::begin_line() {
  indentation_ = 0;
  indenting_ = true;
}

void DocumentSplitter::note_indentation(char c) {
  if (c == '\n') {
    begin_line();
  } else if (indenting_) {
    indenting_ = c == ' ' || c == '\t';
    indentation_ += indenting_ ? 1 : 0;
  }
}

// Begins a document unless `c` is between documents.
void DocumentSplitter::begin_document(char c) {
  if (elements_end_ && !goes_on_after_elements(c)) return;
  if (array_may_go_on_ && goes_on_after_array(c)) return;
  if (is_space(c) || c == ',') return;
  if (c == '[' && !in_array_) {
    in_array_ = true;
    array_damaged_ = false;
    element_indentation_.reset();
    return;
  }
  if (c == ']' && in_array_) {
    in_array_ = false;
    array_may_go_on_ = elements_.empty();
    const bool in_object =
        !elements_.empty() && !elements_.back().brackets.empty() && elements_.back().brackets.back();
    if (in_object || (!elements_.empty() && array_damaged_)) {
      elements_end_ = at_;
      after_ = After::kNothing;
    } else if (!elements_.empty()) {
      end_elements();
    }
    return;
  }
  in_document_ = true;
  is_rest_ = lost_ = false;
  if (!grouping_) {
    begin_ = at_ - 1;
    envelope_ = elements_.empty() ? nullptr : elements_.back().around;
    look_at_ = streamed_;
  }
  skipping_ = false;
  const bool nested = c == '{' || c == '[';
  shape_ = nested ? Shape::kNested : Shape::kLoose;
  probing_ = closes_ = false;
  other_.reset();
  mark_bytes_ = c == text::kByteOrderMark.front() ? 1 : 0;
  if (!nested) {
    is_stray_ = c == '}' || c == ']';
    string_.end();
    if (c == '"') string_.begin();
    return;
  }
  structure_.begin(c);
  around_ = indentation_;
  if (in_array_) {
    // A damaged element may be indented less than the others.
    if (!element_indentation_) element_indentation_ = indentation_;
    around_ = std::max(around_, *element_indentation_);
  }
  eager_ = rescanned_ > furthest_ + kFreeRescans;
}

// After `]`: whether it ended an array within a damaged element, so that the array goes on. A bracket of that element that
// follows shows it, even if the element seemed to end before.
bool DocumentSplitter::goes_on_after_array(char c) {
  if (c == ' ' || c == '\t') return true;
  array_may_go_on_ = false;
  if (c != '}' && !(c == ',' && array_damaged_)) return false;
  in_array_ = true;
  return true;
}

// After elements_end_: whether `c` begins another element, so that the array goes on. If it shows that the array ended, goes back
// to what follows it.
bool DocumentSplitter::goes_on_after_elements(char c) {
  if (is_space(c)) return false;
  const bool closes = c == '}' || c == ']';
  if (closes && array_damaged_ && after_ != After::kComma) {
    after_ = After::kBrackets;
    return false;
  }
  if (c == ',' && after_ != After::kComma) {
    after_ = After::kComma;
    return false;
  }
  if (c != '{' || after_ == After::kBrackets) return ends_elements();
  elements_end_.reset();
  in_array_ = true;
  return true;
}

bool DocumentSplitter::ends_elements() {
  at_ = *elements_end_;
  elements_end_.reset();
  end_elements();
  return false;
}

// Returns true if the current document, including `c`, may be a byte order mark. A complete mark is
// not a document and ends it.
bool DocumentSplitter::is_in_mark(char c) {
  if (mark_bytes_ == 0) return false;
  mark_bytes_ = c == text::kByteOrderMark[mark_bytes_] ? mark_bytes_ + 1 : 0;
  if (mark_bytes_ == 0) return false;
  if (mark_bytes_ == text::kByteOrderMark.size()) {
    mark_bytes_ = 0;
    in_document_ = false;
  }
  return true;
}

// Returns true if `c` is the separator after the current loose document, which ends with its line,
// even within a string.
bool DocumentSplitter::add_loose(char c) {
  if (is_stray_) return true;
  if (string_.open()) {
    string_.add(c);
    return c == '\n';
  }
  return !is_in_mark(c) && (c == '\n' || (in_array_ && (c == ',' || c == ']' || c == '{' || c == '[')));
}

// Looks for the first line that could begin another document.
void DocumentSplitter::probe(char c) {
  if (probing_) {
    const LineProbe::Verdict verdict = probe_.add(c);
    probing_ = verdict == LineProbe::Verdict::kUndecided;
    closes_ = verdict == LineProbe::Verdict::kCloses;
    if (verdict == LineProbe::Verdict::kBegins) other_ = line_begin_;
    // The buffer need not hold more of a line than of a document.
    if (skipping_ && at_ - line_begin_ > max_document_) probing_ = false;
  }
  if (c != '\n' || other_) return;
  line_begin_ = at_;
  probe_.begin(around_);
  probing_ = true;
}

// Returns true if `c` is the last byte of the current nested document.
bool DocumentSplitter::add_nested(char c) {
  closes_ = false;
  const bool closed = structure_.add(c);
  if (probing_ || c == '\n') {
    if (!other_) probe(c);
    // A string between three quotes must not hide the lines that are in it.
    if (other_ && structure_.in_literal()) structure_.note_damage();
  }
  return closed || (closes_ && structure_.damaged());
}

// Ends the current document before the line that could begin another one. `swallowed`: that line
// may belong to it. Returns nullopt if the document was returned before.
std::optional<DocumentSplitter::Span> DocumentSplitter::resume_at_other(std::string_view bytes,
                                                                        bool swallowed, Loss loss) {
  const std::size_t other = *other_;
  rescanned_ += at_ - other;
  at_ = other;
  begin_line();
  if (probe_.opens_array()) in_array_ = false;
  const bool returned = skipping_;
  in_document_ = grouping_ = lost_ = false;
  if (returned) return std::nullopt;
  const std::string_view document = bytes.substr(begin_, other - begin_);
  const bool costly = (swallowed || eager_ || has_lines(document)) && !is_whole(document);
  return Span{begin_, other - 1, costly ? loss : Loss::kNone, envelope_};
}

// Adds the byte before at_ to the current document. Returns the document if that ends it.
std::optional<DocumentSplitter::Span> DocumentSplitter::add(std::string_view bytes, char c) {
  if (lost_) return add_lost(bytes, c);
  const bool nested = shape_ == Shape::kNested;
  const bool swallowed = other_.has_value();
  const bool fits = !skipping_ && at_ - begin_ <= max_document_;
  if (c == ':' && !nested && !is_stray_ && in_array_ && !string_.open() && fits) return lose_members();
  const bool closed = nested ? add_nested(c) : add_loose(c);
  if (!in_document_) return std::nullopt;  // it was a byte order mark
  if (other_ && must_end()) return resume_at_other(bytes, swallowed, Loss::kDamaged);
  if (!closes_ && at_ - begin_ <= max_document_ && begin_lost(bytes, closed)) return std::nullopt;
  if (closed && !nested) --at_;  // the separator is read again
  const bool too_long = !skipping_ && mark_bytes_ == 0 && at_ - begin_ > max_document_;
  if (too_long && other_) return resume_at_other(bytes, true, Loss::kTooLong);
  in_document_ = !closed;
  if (skipping_ || !(closed || too_long)) return std::nullopt;
  skipping_ = too_long;
  if (line_begin_ < at_) probing_ = false;  // the line is in part returned
  if (is_rest_ && closed && only_closes(bytes.substr(begin_, at_ - begin_))) return std::nullopt;
  grouping_ = closed && is_short_element();
  if (grouping_) return std::nullopt;
  return Span{begin_, at_, Loss::kNone, envelope_};
}

// Whether the current document is an element that is shorter than what is around it.
bool DocumentSplitter::is_short_element() const {
  return !elements_.empty() && !is_rest_ && streamed_ > 0 && at_ - begin_ < envelope_->before.size();
}

// Returns the elements that were put together.
DocumentSplitter::Span DocumentSplitter::end_group() {
  grouping_ = false;
  return {begin_, at_, Loss::kNone, envelope_};
}

// Reads the current document on from an open array of it, element by element, if there is one. Returns what precedes the
// array, if that is more than each element has around it.
std::optional<DocumentSplitter::Span> DocumentSplitter::begin_elements(std::string_view bytes) {
  look_at_ *= 2;
  if ((structure_.damaged() && streamed_ > 0) || elements_.size() == kMaxArrayDepth) return std::nullopt;
  std::string text = envelope_ == nullptr ? "" : envelope_->before;
  const std::size_t from = text.size();
  text += bytes.substr(begin_, at_ - begin_);
  auto array = open_array(text, from, envelope_ == nullptr ? 0 : envelope_->after.size());
  if (!array) return std::nullopt;
  Envelope head{envelope_ == nullptr ? "" : envelope_->before, array->around.after};
  at_ = begin_ + array->begin - from;
  elements_.push_back({std::make_shared<const Envelope>(std::move(array->around)), envelope_,
                       std::move(array->outside), in_array_});
  in_array_ = true;
  element_indentation_.reset();
  begin_line();
  in_document_ = grouping_ = indenting_ = array_damaged_ = false;
  if (array->complete) return std::nullopt;
  return Span{begin_, at_, Loss::kNone, std::make_shared<const Envelope>(std::move(head))};
}

// Goes on with what follows the elements in their document.
void DocumentSplitter::end_elements() {
  const Elements ended = std::move(elements_.back());
  elements_.pop_back();
  in_array_ = ended.in_array;
  if (ended.brackets.empty()) return;
  const std::string outer = ended.outside == nullptr ? "" : ended.outside->after;
  envelope_ = std::make_shared<const Envelope>(Envelope{ended.around->before + "]", outer});
  structure_.resume(ended.brackets);
  begin_ = at_;
  look_at_ = streamed_;
  around_ = indentation_;
  in_document_ = is_rest_ = true;
  shape_ = Shape::kNested;
  skipping_ = probing_ = closes_ = eager_ = false;
  mark_bytes_ = 0;
  other_.reset();
}

// The current loose document is what follows an element that ended too early, or began without its bracket.
std::nullopt_t DocumentSplitter::lose_members() {
  shape_ = Shape::kNested;
  around_ = std::max(around_, indentation_);  // that of the element which ended too early
  lost_ = closed_ = array_damaged_ = true;
  eager_ = false;
  lost_element_.begin(':', at_, std::nullopt);
  return std::nullopt;
}

// Returns whether the current document is an element that is damaged at the byte before at_. `closed`: which closes it.
bool DocumentSplitter::begin_lost(std::string_view bytes, bool closed) {
  const bool damaged = shape_ == Shape::kNested && structure_.damaged() && (in_array_ || is_rest_);
  if (lost_ || skipping_ || !damaged) return false;
  lost_ = array_damaged_ = true;
  closed_ = closed;
  const std::size_t before = bytes.substr(0, at_ - 1).find_last_not_of(" \t\r");
  const bool next = bytes[at_ - 1] == '{' && before > begin_ && before < at_ && bytes[before] == ',';
  const char c = bytes[at_ - 1];
  lost_element_.begin(is_own_bracket(c) ? ' ' : c, at_, next ? std::optional(before) : std::nullopt);
  if (closed) lost_element_.close(at_);
  return true;
}

// Whether `c` is a bracket of the current document, by the indentation of its line: more than that of the document or, if that is
// some, as much. It does not end the array around it.
bool DocumentSplitter::is_own_bracket(char c) const {
  const bool spans_lines = line_begin_ > begin_;
  return c == ']' && (indentation_ > around_ || (spans_lines && indentation_ > 0 && indentation_ == around_));
}

// Adds the byte before at_ to the current document, which is lost.
std::optional<DocumentSplitter::Span> DocumentSplitter::add_lost(std::string_view bytes, char c) {
  if (const auto end = lost_element_.add(is_own_bracket(c) ? ' ' : c, at_)) return end_lost(*end);
  closes_ = false;
  const bool closed = !closed_ && structure_.add(c);
  closed_ |= closed;
  if (!other_ && (probing_ || c == '\n')) probe(c);
  if (other_) return resume_at_other(bytes, false, Loss::kDamaged);
  if (closes_) return end_lost(at_);
  if (closed) lost_element_.close(at_);
  if (at_ - begin_ <= max_document_) return std::nullopt;
  lost_ = false;
  in_document_ = skipping_ = !closed_;
  if (line_begin_ < at_) probing_ = false;
  return Span{begin_, at_, Loss::kNone, envelope_};
}

// Ends a lost document at `end`, from where reading goes on.
std::optional<DocumentSplitter::Span> DocumentSplitter::end_lost(std::size_t end) {
  at_ = end;
  in_document_ = lost_ = grouping_ = probing_ = false;
  return Span{begin_, end, Loss::kNone, envelope_};
}

// Adds bytes of the current nested document that decide nothing, but for the last, which may show
// damage.
void DocumentSplitter::add_run(std::string_view bytes) {
  if (!in_document_ || shape_ != Shape::kNested || skipping_ || lost_ || streamed_ == 0) return;
  const std::size_t most = std::min(max_document_, look_at_);
  const std::string_view run = bytes.substr(at_, most - std::min(most, at_ - begin_));
  if (indenting_) {
    const std::size_t blanks = std::min(run.find_first_not_of(" \t"), run.size());
    at_ += blanks;
    indentation_ += blanks;
    if (probing_) probe_.add_blanks(blanks);
  } else if (!probing_) {
    at_ += structure_.add_run(run);
  }
  furthest_ = std::max(furthest_, offset_ + at_);
}

std::optional<DocumentSplitter::Span> DocumentSplitter::next(std::string_view bytes) {
  while (at_ < bytes.size()) {
    add_run(bytes);
    if (in_document_ && other_ && must_end()) {
      if (auto span = resume_at_other(bytes, true, Loss::kDamaged)) return span;
    }
    if (in_document_) (void)begin_lost(bytes, false);
    if (in_document_ && at_ - begin_ == look_at_ && shape_ == Shape::kNested && !skipping_) {
      if (auto span = begin_elements(bytes)) return span;
    }
    if (at_ == bytes.size()) break;
    const char c = bytes[at_];
    note_indentation(c);
    ++at_;
    if (!in_document_) {
      if (grouping_ && c == ']') {
        --at_;
        return end_group();
      }
      begin_document(c);
      continue;
    }
    furthest_ = std::max(furthest_, offset_ + at_);
    if (auto span = add(bytes, c)) return span;
    if (begins_outermost_element(c)) {
      if (auto span = begin_elements(bytes)) return span;
    }
  }
  return std::nullopt;
}

// Whether the byte before at_ begins an element of an array that is read element by element at once.
bool DocumentSplitter::begins_outermost_element(char c) const {
  return streamed_ == 0 && (c == '{' || c == '[') && in_document_ && shape_ == Shape::kNested &&
         elements_.empty() && structure_.in_element();
}

std::optional<DocumentSplitter::Span> DocumentSplitter::rest(std::string_view bytes) {
  while (elements_end_) {
    ends_elements();
    if (auto span = next(bytes)) return span;
  }
  while (in_document_) {
    if (const auto end = lost_ ? lost_element_.rest() : std::nullopt) return end_lost(*end);
    const bool swallowed = other_.has_value() || !(structure_.damaged() || lost_);
    lost_ = false;
    at_ = bytes.size();
    if (probing_ && probe_.add('\n') == LineProbe::Verdict::kBegins) other_ = line_begin_;
    probing_ = false;
    const bool returned = skipping_;
    if (!other_) {
      in_document_ = false;
      if (returned) return std::nullopt;
      const std::string_view document = bytes.substr(begin_);
      const bool costly = shape_ == Shape::kNested && has_lines(document) && !is_whole(document);
      grouping_ = false;
      return Span{begin_, at_, costly ? Loss::kDamaged : Loss::kNone, envelope_};
    }
    auto span = resume_at_other(bytes, swallowed, Loss::kDamaged);
    if (span) return span;
    if (auto other = next(bytes)) return other;
  }
  if (grouping_) return end_group();
  return std::nullopt;
}

std::size_t DocumentSplitter::pending() const {
  if (grouping_) return begin_;
  if (elements_end_) return *elements_end_;
  if (!in_document_) return at_;
  if (!skipping_) return begin_;
  return probing_ ? line_begin_ : at_;
}

void DocumentSplitter::drop(std::size_t count) {
  const auto shift = [count](std::size_t& position) { position -= std::min(position, count); };
  shift(at_);
  shift(begin_);
  shift(line_begin_);
  lost_element_.drop(count);
  if (other_) shift(*other_);
  if (elements_end_) shift(*elements_end_);
  offset_ += count;
}

}  // namespace firstseen::json::splitting
