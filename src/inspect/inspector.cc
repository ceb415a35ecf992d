#include "inspect/inspector.h"

#include <algorithm>

namespace firstseen::inspect {
namespace {

void add_tallies(sources::ShapeTallies& into, const sources::ShapeTallies& from) {
  into.resize(std::max(into.size(), from.size()));
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i].records > 0) into[i].add(from[i]);
  }
}

// Returns the reason under which the report counts a loss.
std::string reason_of(const pass::Loss& loss) {
  switch (loss.kind) {
    case pass::Loss::Kind::kMalformed: return "malformed: " + std::string(loss.reason);
    case pass::Loss::Kind::kRejected: return "rejected: " + std::string(loss.reason);
    case pass::Loss::Kind::kUnknownShape: break;
  }
  return "unknown shape";
}

}  // namespace

void LossTally::add(const LossTally& other) {
  if (count == 0 || other.first < first) {
    first = other.first;
    document = other.document;
  }
  count += other.count;
}

void FileTally::add(const FileTally& other) {
  add_tallies(shapes, other.shapes);
  spans.resize(std::max(spans.size(), other.spans.size()));
  for (std::size_t i = 0; i < other.spans.size(); ++i) spans[i].widen(other.spans[i]);
  for (const auto& [reason, tally] : other.losses) losses[reason].add(tally);
}

pass::Verdict Inspector::visit(pass::Record& record, prefilter::RuleMask /*possible*/) {
  FileTally& file = files_[record.place().file];
  if (file.spans.size() <= record.shape()) file.spans.resize(record.shape() + 1);
  file.spans[record.shape()].widen(record.event().time);
  if (!trace_) return pass::Verdict::kNotMatched;
  record.complete();
  for (const sources::FieldTrace& trace : record.trace()) ++mapping_counts_[trace.mapping];
  return pass::Verdict::kNotMatched;
}

void Inspector::on_loss(const pass::Loss& loss) {
  const LossTally one{1, loss.place, std::string(loss.document.substr(0, kShownDocumentBytes))};
  files_[loss.place.file].losses[reason_of(loss)].add(one);
}

std::optional<std::string> Inspector::end_block(event::FileId file, const sources::ShapeTallies& tallies) {
  FileTally& sum = files_[file];
  add_tallies(sum.shapes, tallies);
  sum.spans.resize(sum.shapes.size());
  return std::nullopt;
}

}  // namespace firstseen::inspect
