// A value of a record as it is written.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstseen::json {

enum class RawKind : std::uint8_t { kString, kNumber, kBoolean, kNull, kObject, kEmptyObject };

// A value at a requested path. Arrays are flattened; an empty array has no values.
struct RawValue {
  // For a string, the text between the quotes, still escaped. For an object, only its brace.
  // Otherwise the whole token. Points into the document, or into a text made from it.
  std::string_view token;
  RawKind kind = RawKind::kString;
  bool escaped = false;       // a string in which a backslash, if it has one, begins an escape
  std::int32_t next = -1;     // index of the next value of the same path in the record; -1: none
  std::uint32_t name = 0;     // patterns: index of the value's name in the record
  std::uint32_t element = 0;  // nested paths: number of the element of the root, from 0
};

}  // namespace firstseen::json
