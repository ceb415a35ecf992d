// Formats events and single values as JSON.
#pragma once

#include <span>
#include <string>

#include "event/network_event.h"

namespace firstseen::event {

// Appends one value: addresses in RFC 5952 form, times in RFC 3339, values of unknown fields as
// spelled in the record.
void append_value_json(std::string& out, const Value& value);

// Appends the values of `fields` as one nested ECS object. Missing fields are left out; a single
// value is not written as an array. REQUIRES: `fields` is sorted by base name, with each base name
// once.
void append_event_json(std::string& out, const NetworkEvent& event, std::span<const FieldSlot> fields);

}  // namespace firstseen::event
