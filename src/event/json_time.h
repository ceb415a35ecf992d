// Writes times as JSON.
#pragma once

#include <optional>
#include <string_view>

#include "firstseen/timestamp.h"
#include "json/writer.h"

namespace firstseen::event {

// Writes a member with the time in RFC 3339, or null if there is none.
inline void write_time(json::Writer& writer, std::string_view key, const std::optional<Timestamp>& time) {
  writer.key(key);
  time ? writer.string(time->to_string()) : writer.null();
}

}  // namespace firstseen::event
