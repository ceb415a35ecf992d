// From the raw spelling of one value to values of an ECS field, by the row of a table. The rules for absent
// tokens, numbers and addresses are those of docs/sources.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "json/raw_record.h"
#include "sources/table.h"

namespace firstseen::sources {

// What a raw value becomes.
struct Target {
  event::FieldType type = event::FieldType::kUnknown;
  bool doubled_backslashes = false;  // as SourceTable says
};

// Converts the values of one field after the other into the arena of an event. One per thread: its memory is
// kept from record to record.
struct Conversion {
  explicit Conversion(event::NetworkEvent& destination) : event(destination) {}
  // A copy would go on filling the event of the original.
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  event::NetworkEvent& event;        // its arena holds the texts that are not views into the record
  std::vector<event::Value> values;  // of the current field, in the record's order
  bool zoneless = false;             // one of them is a time without a zone, read as UTC

  // Of all values since the caller last reset them.
  bool repaired = false;          // a text held half a surrogate pair or an unknown escape
  std::uint64_t odd_numbers = 0;  // numbers in a spelling that is not read: 4.45e2, 0x1BD, "00445"
};

// The text of a scalar, escapes undone.
std::string_view text_of(const json::RawValue& raw, Conversion& conversion);

// Null, "", "-", and the zero GUID of raw vendor records.
bool is_absent_token(std::string_view text);

// Converts one scalar by `mapping` and appends what comes out to conversion.values.
void convert(const json::RawValue& raw, const Mapping& mapping, const Target& target, Conversion& conversion);

// The values of a row without a path.
void convert_constant(const Mapping& mapping, event::FieldType type, Conversion& conversion);

}  // namespace firstseen::sources
