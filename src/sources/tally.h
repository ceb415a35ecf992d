// What a normalizer counts and traces in addition to the events that it fills.
#pragma once

#include <cstdint>
#include <vector>

#include "event/field.h"

namespace firstseen::sources {

struct Mapping;

// The number of records of one shape, and the number of them that had each field.
struct ShapeTally {
  std::uint64_t records = 0;
  std::vector<std::uint64_t> present;  // by slot; counts fields that were filled

  void add(const ShapeTally& other);
};

using ShapeTallies = std::vector<ShapeTally>;  // by shape number

// The mapping that filled a field.
struct FieldTrace {
  event::FieldSlot slot;
  const Mapping* mapping;  // valid as long as the normalizer
};

using Trace = std::vector<FieldTrace>;  // of one record

}  // namespace firstseen::sources
