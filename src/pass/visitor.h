// What a pass hands its records to. Hunting, inspecting and normalizing are visitors.
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

// What a record counts as in the ledger.
enum class Verdict : std::uint8_t { kMatched, kNotMatched, kTooManyTerms };

// A record of a known shape with a time, during the call that hands it over.
class Record {
 public:
  // How it was normalized.
  struct Origin {
    const sources::Normalizer& normalizer;
    const json::RawRecord& raw;
    std::size_t shape;
    sources::Conversion& conversion;
    sources::ShapeTallies& tallies;
    sources::Trace* trace;  // none: rows are not traced
  };

  Record(const Origin& origin, const event::Place& place) : origin_(origin), place_(place) {}

  // Has the fields that rules ask for, and after complete() all others.
  const event::NetworkEvent& event() const { return origin_.conversion.event; }

  // Its line counts from 0 within the block, until LineNumbers has numbered it.
  const event::Place& place() const { return place_; }

  // Which of the normalizer's shapes it has.
  std::size_t shape() const { return origin_.shape; }

  // The rows that filled its fields; only in a pass that traces.
  const sources::Trace& trace() const { return *origin_.trace; }

  // Fills the other fields; a second call does nothing.
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

// What was not read as an event: a document that is malformed or rejected as a whole, a record that is
// rejected, or one of unknown shape.
//
// A loss has four more forms, because each lives longer than the one before or holds more than one document:
//
//   Loss ─▶ Malformed ─▶ Problem     the first few malformed documents: Malformed keeps its reason, and its
//     │     (a reading)  (a report)   place by number, which merging still changes; a Problem names its file
//     └───▶ LossTally ─▶ LossCount   in an inspection, all documents lost for one reason: how many, and the
//           (an inspector) (a report)  first of them
struct Loss {
  enum class Kind : std::uint8_t { kMalformed, kRejected, kUnknownShape };

  Kind kind = Kind::kMalformed;
  std::string_view reason;    // static text; of kUnknownShape empty
  event::Place place;         // of a whole document, record 0
  std::string_view document;  // all of it; of one that is too long, its beginning
};

// One per worker, called by that worker's thread only.
class Visitor {
 public:
  virtual ~Visitor() = default;

  // `possible`: the rules that the prefilter did not rule out; empty: all of them.
  virtual Verdict visit(Record& record, prefilter::RuleMask possible) = 0;

  virtual void lose(const Loss& /*loss*/) {}

  // After each block: how many records of each shape it held and which fields they had, by number of the
  // shape. Returns why the pass is to stop, empty when no more is wanted; nothing: it goes on.
  virtual std::optional<std::string> end_block(event::FileId /*file*/,
                                               const sources::ShapeTallies& /*tallies*/) {
    return std::nullopt;
  }
};

}  // namespace firstseen::pass
