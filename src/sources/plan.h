// A source table compiled for one field set: paths become ids, fields become slots, and rows of
// unused fields are dropped. Refers to the table.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "event/field.h"
#include "json/path_table.h"
#include "json/raw_record.h"
#include "sources/convert.h"
#include "sources/present_fields.h"
#include "sources/step.h"
#include "sources/table.h"
#include "sources/tally.h"

namespace firstseen::sources {

// One field with its rows, in order.
struct FieldPlan {
  event::FieldSlot slot = 0;
  Target target;
  std::vector<Step> steps;
  std::vector<std::vector<CompiledCondition>> guards;  // those of the steps that have any
  std::unique_ptr<const Mapping> own;  // for ECS documents: the field's own path, if no row fills it
  // For a pattern: the mapped fields that match it, and the path pattern of all others.
  std::vector<FieldPlan> parts;
  json::PathId pattern = json::PathTable::kNoPath;
};

struct SourcePlan {
  std::size_t number = 0;  // index among the plans of a normalizer
  std::string source;
  std::string shape;
  bool control = false;
  bool ecs = false;           // it reads fields at their own paths
  bool respelled = false;     // as SourceTable's
  std::size_t key_count = 0;  // as SourceTable's
  std::vector<CompiledCondition> all;
  std::vector<std::vector<CompiledCondition>> any;
  std::vector<std::vector<CompiledCondition>> event;
  std::vector<CompiledCondition> network;
  std::vector<CompiledCondition> addresses;
  std::vector<CompiledCondition> second;
  std::vector<event::FieldSlot> connection;  // of `needed`, what each connection has
  FieldPlan time;
  // Where records have what is found for them. Of the steps of `time`, those of the record's own clocks come before it.
  json::PathId found_time = json::PathTable::kNoPath;
  json::PathId time_around = json::PathTable::kNoPath;
  std::vector<FieldPlan> needed;
  PresentFields present;  // of `needed`; compiled once all paths are known
  std::vector<FieldPlan> rest;

  // Clears the bits of the paths, by number, that the plan looks at before `rest`.
  void note_early(std::vector<bool>& late) const;

  bool recognises(const json::RawRecord& record, Conversion& conversion) const;

  // Whether the record, or what is around one of a vendor, has a key from which its time is read.
  bool may_have_time(const json::RawRecord& record) const;

  // Whether a time is to be searched for: none of the record's own clocks has a value.
  bool seeks_time(const json::RawRecord& record) const;

  // Whether it reads a record that another plan recognises first.
  bool reads_second(const json::RawRecord& record, Conversion& conversion) const;

  // Whether a record that it recognises has what an event has.
  bool is_event(const json::RawRecord& record, Conversion& conversion) const;

  // Whether it is a network event without any address.
  bool lacks_addresses(const json::RawRecord& record, Conversion& conversion) const;

  // Whether the event that was filled from a record is one of the network, but lacks something that each connection has.
  bool lacks_fields(const json::RawRecord& record, Conversion& conversion) const;
};

// Fills the field from the first of `steps` that yields a value, and counts it in the tally of the record's shape. `steps` are
// those of the plan, or what is left of them when it is known that the others yield nothing. `trace`, if not null, receives
// the row.
void fill(const FieldPlan& plan, std::span<const Step> steps, const json::RawRecord& record,
          Conversion& conversion, ShapeTally& tally, Trace* trace);

// Returns the value of a row without path and guards, if it has just one, which holds for every record; nullopt otherwise.
std::optional<event::Value> constant_value(const FieldPlan& plan, const Step& step, Conversion& conversion);

// `needed[slot]` is true if rules use the field. The table must outlive the plan.
SourcePlan compile_plan(const SourceTable& table, const event::FieldSet& fields,
                        const std::vector<bool>& needed, bool strict_ecs, json::PathTable& paths);

}  // namespace firstseen::sources
