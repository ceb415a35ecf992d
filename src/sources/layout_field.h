// The common case of filling a field: of all rows, the layout of the record leaves one, without guards and with one
// value, and the value is spelled as most are. Gives what fill() would, or nothing.
#pragma once

#include <cstdint>

#include "json/raw_record.h"

namespace firstseen::sources {

struct Conversion;
struct FieldPlan;
struct Mapping;
struct ShapeTally;

// A field of the records of one layout (json::RawRecord::layout).
struct LayoutField {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  const FieldPlan* plan = nullptr;
  std::uint32_t value = kNone;       // index of the only value that may fill it; kNone: fill() decides
  const Mapping* mapping = nullptr;  // the row of the value
};

// `record` is one of the layout.
LayoutField layout_field(const FieldPlan& plan, const json::RawRecord& record);

// Fills the field from its value and counts it, as fill() does. Returns false, having done nothing, if fill() must.
bool fill_directly(const LayoutField& field, const json::RawRecord& record, Conversion& conversion,
                   ShapeTally& tally);

}  // namespace firstseen::sources
