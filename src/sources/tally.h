// What a normalizer counts and traces, beside the events that it fills.
#pragma once

#include <cstdint>
#include <vector>

#include "event/field.h"

namespace firstseen::sources {

struct Mapping;

// How many records had one shape, and how many of them had each field.
struct ShapeTally {
  std::uint64_t records = 0;
  std::vector<std::uint64_t> present;  // by slot; only fields that were filled count

  void add(const ShapeTally& other);
};

using ShapeTallies = std::vector<ShapeTally>;  // by number of the shape

// The mapping that filled a field.
struct FieldTrace {
  event::FieldSlot slot;
  const Mapping* mapping;  // lives as long as the normalizer
};

using Trace = std::vector<FieldTrace>;  // of one record

}  // namespace firstseen::sources
