#include "inspect/inspector.h"

namespace firstseen::inspect {
namespace {

void widen(FileTally::Span& span, const Timestamp& time) {
  if (!span.first || time < *span.first) span.first = time;
  if (!span.last || time > *span.last) span.last = time;
}

void add_tallies(sources::ShapeTallies& into, const sources::ShapeTallies& from) {
  into.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) into[i].add(from[i]);
}

}  // namespace

void MishapTally::add(const MishapTally& other) {
  if (count == 0 || other.first < first) {
    first = other.first;
    text = other.text;
  }
  count += other.count;
}

void FileTally::add(const FileTally& other) {
  add_tallies(shapes, other.shapes);
  spans.resize(other.spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (!other.spans[i].first) continue;
    widen(spans[i], *other.spans[i].first);
    widen(spans[i], *other.spans[i].last);
  }
  for (const auto& [reason, tally] : other.mishaps) mishaps[reason].add(tally);
}

Inspector::Inspector(const sources::Normalizer& normalizer, const event::FieldSet& fields,
                     const ReadRequest& request, bool trace)
    : pass::RecordReader(normalizer, fields, request), traced_(trace) {
  if (traced_) set_trace(trace_);
}

void Inspector::run(input::Input& input) {
  const sources::ShapeTallies none = tallies();
  input::Block block;
  while (input.next(block)) {
    file_ = &files_[block.file];
    file_->spans.resize(none.size());
    read_block(block);
    add_tallies(file_->shapes, tallies());
    tallies() = none;
  }
  for (const auto& [number, file] : files_) add_tallies(tallies(), file.shapes);
}

pass::RecordReader::Fate Inspector::take_event() {
  widen(file_->spans[shape()], event().time);
  if (!traced_) return Fate::kNotMatched;
  complete();
  for (const sources::FieldTrace& trace : trace_) ++mapping_counts_[trace.mapping];
  return Fate::kNotMatched;
}

void Inspector::take_malformed(std::string_view reason) {
  note("malformed: " + std::string(reason));
}

void Inspector::take_rejected(Reject reason) {
  note("rejected: " + std::string(to_string(reason)));
}

void Inspector::take_unknown() {
  note("unknown shape");
}

void Inspector::note(std::string_view reason) {
  const MishapTally one{1, origin(), std::string(text().bytes.substr(0, kShownTextBytes))};
  const auto known = file_->mishaps.find(reason);
  if (known != file_->mishaps.end() && known->second.first < one.first) {
    ++known->second.count;
  } else {
    file_->mishaps[std::string(reason)].add(one);
  }
}

}  // namespace firstseen::inspect
