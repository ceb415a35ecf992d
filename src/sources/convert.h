// From the raw spelling of one value to values of an ECS field. One function for each Converter; the rules
// for absent tokens, numbers and addresses are those of docs/sources.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "json/raw_record.h"
#include "sources/table.h"

namespace firstseen::sources {

struct SourcePlan;

// How many records there were of one shape, and how many of them had each field: by slot, of the fields that
// were filled.
struct ShapeTally {
  std::uint64_t records = 0;
  std::vector<std::uint64_t> present;

  void add(const ShapeTally& other);
};

// The mapping that a field's values came by.
struct FieldTrace {
  event::FieldSlot slot;
  const Mapping* mapping;  // lives as long as the normalizer
};

// What converting a record needs and leaves behind. One a thread; its memory is kept from record to record.
struct Conversion {
  event::NetworkEvent* event = nullptr;  // its arena takes the texts that are not views into the record
  const SourcePlan* plan = nullptr;      // of the record at hand
  event::FieldType type = event::FieldType::kUnknown;
  bool doubled_backslashes = false;  // as SourceTable says
  std::vector<event::Value> values;  // what came out, in the record's order

  bool zoneless = false;          // a time without a zone was read as UTC
  bool repaired = false;          // a text held half a surrogate pair or an unknown escape
  std::uint64_t odd_numbers = 0;  // numbers in a spelling that is not read: 4.45e2, 0x1BD, "00445"

  std::vector<ShapeTally> tallies;           // by number of the shape
  std::vector<FieldTrace>* trace = nullptr;  // where given, takes what fills the record's fields
};

// The text of a scalar, escapes undone.
std::string_view text_of(const json::RawValue& raw, Conversion& conversion);

// Null, "", "-", and the zero GUID of raw vendor records.
bool is_absent_token(std::string_view text);

// Converts one scalar by `mapping` and appends what comes out to conversion.values.
void convert(const json::RawValue& raw, const Mapping& mapping, Conversion& conversion);

// The values of a kConstant row.
void convert_constant(const Mapping& mapping, Conversion& conversion);

}  // namespace firstseen::sources
