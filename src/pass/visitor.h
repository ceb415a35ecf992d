// Receives the records of a pass. Hunting, inspecting and normalizing are visitors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "event/place.h"
#include "firstseen/ledger.h"
#include "json/raw_record.h"
#include "prefilter/scanner.h"
#include "sources/normalizer.h"

namespace firstseen::pass {

// How the ledger counts a record.
enum class Verdict : std::uint8_t { kMatched, kNotMatched, kTooManyTerms };

// Which reading of a record it is: tables of several sources may know it.
enum class ReadingKind : std::uint8_t { kOnly, kFirst, kFurther };

// A record of a known shape that has a time. Valid during the call that passes it.
class Record {
 public:
  // How it was normalized.
  struct Origin {
    const sources::Normalizer& normalizer;
    const json::RawRecord& raw;
    std::size_t shape;
    sources::Conversion& conversion;
    sources::ShapeTallies& tallies;
    sources::Trace* trace;  // null: rows are not traced
    ReadingKind reading = ReadingKind::kOnly;
  };

  Record(const Origin& origin, const event::Place& place) : origin_(origin), place_(place) {}

  // Has the fields that rules use and, after complete(), all others.
  const event::NetworkEvent& event() const { return origin_.conversion.event; }

  // The line is 0-based within the block until LineNumbers converts it.
  const event::Place& place() const { return place_; }

  // The number of its shape in the normalizer.
  std::size_t shape() const { return origin_.shape; }

  ReadingKind reading() const { return origin_.reading; }

  // The rows that filled its fields. REQUIRES: the pass traces.
  const sources::Trace& trace() const { return *origin_.trace; }

  // Fills the other fields. A second call does nothing.
  void complete() {
    const Origin& o = origin_;
    if (!completed_) o.normalizer.complete(o.raw, o.shape, o.conversion, o.tallies, o.trace);
    completed_ = true;
  }

 private:
  const Origin origin_;
  const event::Place& place_;
  bool completed_ = false;
};

// Something that was not read as an event: a document that is malformed or rejected as a whole, a
// record that is rejected, or a record of unknown shape.
//
// A loss has four other forms, because each lives longer than the one before or covers more than
// one document:
//
//   Loss ─▶ Malformed ─▶ Problem       the first few malformed documents: Malformed has the file's
//     │     (a reading)  (a report)    number, which merging may change, Problem its name
//     └───▶ LossTally ─▶ LossCount     in an inspection, all documents lost for one reason:
//           (an inspector) (a report)  their count and the first of them
struct Loss {
  enum class Kind : std::uint8_t { kMalformed, kRejected, kUnknownShape };

  Kind kind = Kind::kMalformed;
  std::string_view reason;    // static text; empty for kUnknownShape
  event::Place place;         // record 0 for a whole document
  std::string_view document;  // the whole document, or the beginning of one that is too long
};

// One per worker; called only by that worker's thread.
class Visitor {
 public:
  virtual ~Visitor() = default;

  // `possible` holds the rules that the prefilter did not rule out; empty means all rules.
  virtual Verdict visit(Record& record, prefilter::RuleMask possible) = 0;

  virtual void on_loss(const Loss& /*loss*/) {}

  // Called after each block with the tally of each shape, by shape number. Returns nullopt to
  // continue, or the reason to stop the pass; an empty reason means that no more data is needed.
  virtual std::optional<std::string> end_block(event::FileId /*file*/,
                                               const sources::ShapeTallies& /*tallies*/) {
    return std::nullopt;
  }
};

}  // namespace firstseen::pass
