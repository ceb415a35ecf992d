// An event, and single values, as JSON.
#pragma once

#include <span>
#include <string>

#include "event/network_event.h"

namespace firstseen::event {

// One value as JSON: addresses in RFC 5952 form, times in RFC 3339, values of unknown fields as the record
// spelt them.
void append_value_json(std::string& out, const Value& value);

// Appends the values of `fields` as one nested ECS object; missing fields are left out, single values are no
// arrays. `fields` are ordered by their base name and name each base once.
void append_event_json(std::string& out, const NetworkEvent& event, std::span<const FieldSlot> fields);

}  // namespace firstseen::event
