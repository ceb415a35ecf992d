// Converts a record to a normalized event: identifies the source by its table, then fills the
// fields.
//
//   RawRecord ──marks──▶ source table ──mappings──▶ NetworkEvent
//
// Compiled once from the tables and the fields in use. Immutable and thread-safe afterwards.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "event/time_zone.h"
#include "firstseen/error.h"
#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/reader.h"
#include "json/wrappers.h"
#include "sources/convert.h"
#include "sources/table.h"
#include "sources/tally.h"

namespace firstseen::sources {

struct NormalizerOptions {
  std::string_view only_source;                      // `--source`: only tables of this source; empty: all
  std::optional<event::FieldSlot> timestamp_field;   // used as the time if a record has it, else @timestamp
  bool strict_ecs = false;                           // without derived rows
  std::optional<event::FieldSlot> module;            // event.module, read for shapes that are counted by it
  std::shared_ptr<const event::TimeZone> zone = {};  // of times that do not name one; null: UTC
};

enum class Outcome : std::uint8_t {
  kEvent,         // the event has been filled
  kEnvelope,      // a known shape, but without what an event has: nothing has been filled or counted
  kUnknownShape,  // no table matches
  kRespelled,     // known shape, some of whose keys may be in another spelling: likewise
  kLacking,       // likewise, but it lacks fields, which may be under such keys
  kSeveral,  // likewise, but there are several events in the place of one: nothing has been filled or counted
  kTimeless,  // known shape, but none of its clocks has a value: nothing has been filled or counted
  kNoTime,    // known shape, but no readable time
  kControl,   // not a record: a line that announces or closes records
};

class Normalizer {
 public:
  // `needed` are the fields that rules use; normalize() fills them. complete() fills the other
  // fields of `fields`, which must not grow afterwards.
  Normalizer(std::vector<SourceTable> tables, const event::FieldSet& fields,
             std::span<const event::FieldSlot> needed, const NormalizerOptions& options);
  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;
  Normalizer& operator=(Normalizer&&) noexcept;

  // The tables that records are read with, limited to the requested source.
  const std::vector<SourceTable>& tables() const;

  // The paths that a json::Reader must read for normalize().
  const json::PathTable& paths() const;
  const json::Wrappers& wrappers() const;

  // A shape, by number.
  struct Shape {
    std::string_view source;
    std::string_view name;
  };
  Shape shape(std::size_t number) const;

  // The field by whose values records of a shape are counted; nullopt: they are counted together.
  std::optional<event::FieldSlot> module(std::size_t shape) const;

  // Returns empty tallies for normalize() of this normalizer.
  ShapeTallies make_tallies() const;

  struct Normalized {
    Outcome outcome;
    std::uint32_t shape = 0;   // the shape's number, for kEvent and kNoTime
    std::uint64_t others = 0;  // other shapes whose marks the record has: bit i is shape i
    json::Answer taken_as = json::Answer::kTaken;  // what a sink answers then

    // Whether there is a record: an event, one without a readable time, or a control line.
    bool taken() const {
      return outcome == Outcome::kEvent || outcome == Outcome::kNoTime || outcome == Outcome::kControl;
    }
    // What a sink answers that makes nothing of what is not taken.
    json::Answer answer() const;
  };

  // Clears the conversion's event, fills it with the needed fields, and counts the record in the
  // tally of its shape. The record must outlive the use of the event. If it is forced, an envelope is
  // an event. `trace`, if not null, receives the rows that fill the fields.
  Normalized normalize(const json::RawRecord& record, json::Asked asked, Conversion& conversion,
                       ShapeTallies& tallies, Trace* trace = nullptr) const;

  // As normalize(), for another shape that normalize() returned. Its counts are of no tally.
  Outcome normalize_as(std::size_t shape, const json::RawRecord& record, Conversion& conversion,
                       ShapeTallies& scratch) const;

  // Fills the remaining fields, which are only shown in findings. REQUIRES: `record` was passed to
  // normalize(), which returned `shape`.
  void complete(const json::RawRecord& record, std::size_t shape, Conversion& conversion,
                ShapeTallies& tallies, Trace* trace = nullptr) const;

 private:
  struct Plans;
  std::unique_ptr<Plans> plans_;
};

}  // namespace firstseen::sources
