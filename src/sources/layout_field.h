// The common case of filling a field: the layout of the record, and the values that it was recognised by, leave few of the
// field's rows; often one, without guards and with one value, which is spelled as most are. Gives what fill() would of all
// rows, or nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "json/raw_record.h"
#include "sources/step.h"

namespace firstseen::sources {

class Recognition;
struct FieldPlan;
struct ShapeTally;

// A field of the records of one layout (json::RawRecord::layout).
struct LayoutField {
  // Reads a text that is spelled as most are. Returns false for the others.
  using Read = bool(std::string_view text, const Mapping& mapping, event::FieldType type,
                    event::Value& value);

  const FieldPlan* plan = nullptr;
  std::vector<Step> steps;           // of the plan, those which may yield a value
  const Mapping* mapping = nullptr;  // of the first step, if it may be enough: it has one value
  Read* read = nullptr;              // null: it is the same for each record
  std::uint32_t value = 0;           // its index
  event::Value constant;             // or itself
};

// `record` is one of the layout, recognised by `recognition`.
LayoutField layout_field(const FieldPlan& plan, const json::RawRecord& record, const Recognition& recognition,
                         Conversion& conversion);

// Fills the field from its first step and counts it, as fill() does. Returns false, having done nothing, if fill() must.
bool fill_directly(const LayoutField& field, const json::RawRecord& record, Conversion& conversion,
                   ShapeTally& tally);

}  // namespace firstseen::sources
