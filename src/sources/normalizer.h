// From what a record holds to the one normalized event: recognises the source by its table, then fills the
// fields.
//
//   RawRecord ──marks──▶ source table ──mappings──▶ NetworkEvent
//
// Compiled once from the tables and the fields in use; then only read, by any number of threads.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "firstseen/error.h"
#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/wrappers.h"
#include "sources/convert.h"
#include "sources/table.h"
#include "sources/tally.h"

namespace firstseen::sources {

struct NormalizerOptions {
  std::string_view only_source;  // `--source`: tables of other sources are left out; empty: all
  std::optional<event::FieldSlot> timestamp_field;  // the clock, where a record has it; else @timestamp
  bool strict_ecs = false;                          // no derived rows
};

enum class Outcome : std::uint8_t {
  kEvent,         // the event is filled
  kUnknownShape,  // no table's marks hold
  kNoTime,        // a known shape, but no readable time
  kControl,       // no record: a line that announces or closes records
};

class Normalizer {
 public:
  // `needed` are the fields that rules ask for: normalize() fills them; the other fields of `fields` are left
  // to complete(). `fields` must be complete.
  Normalizer(std::vector<SourceTable> tables, const event::FieldSet& fields,
             std::span<const event::FieldSlot> needed, const NormalizerOptions& options);
  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;
  Normalizer& operator=(Normalizer&&) noexcept;

  // Those that records are read with: of the source asked for.
  const std::vector<SourceTable>& tables() const;

  // The paths a json::Reader must read for records to be normalized.
  const json::PathTable& paths() const;
  const json::Wrappers& wrappers() const;

  // The shapes, by number.
  struct Shape {
    std::string_view source;
    std::string_view name;
  };
  Shape shape(std::size_t number) const;

  // Empty, for normalize() of this normalizer.
  ShapeTallies make_tallies() const;

  struct Normalized {
    Outcome outcome;
    std::size_t shape = 0;  // its number, of kEvent and kNoTime
  };

  // Clears the conversion's event, fills it with the needed fields, and counts the record in the tally of its
  // shape. The record must outlive the event's use. `trace`, where given, takes what fills the fields.
  Normalized normalize(const json::RawRecord& record, Conversion& conversion, ShapeTallies& tallies,
                       Trace* trace = nullptr) const;

  // Adds the fields that are not needed by rules but shown in findings. Same record, after normalize() with
  // this shape.
  void complete(const json::RawRecord& record, std::size_t shape, Conversion& conversion,
                ShapeTallies& tallies, Trace* trace = nullptr) const;

 private:
  struct Plans;
  std::unique_ptr<Plans> plans_;
};

}  // namespace firstseen::sources
