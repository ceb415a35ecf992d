// Converts the raw spelling of one value to values of an ECS field, according to a row of a table.
// docs/sources.md defines absent tokens, numbers and addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "event/time_zone.h"
#include "json/raw_record.h"
#include "sources/recognition.h"
#include "sources/table.h"

namespace firstseen::sources {

// The target of a conversion.
struct Target {
  event::FieldType type = event::FieldType::kUnknown;
  bool doubled_backslashes = false;                       // as in SourceTable
  event::Analyzer analyzer = event::Analyzer::kStandard;  // of text
  bool lower_case = false;                                // text is in lower case, by Unicode
};

// A value that is not of its field's type, so that the field does not have it.
struct UnreadValue {
  enum class Reason : std::uint8_t { kNumber, kAddress };  // what it is not

  event::FieldSlot slot;
  Reason reason;
  std::string_view text;  // valid as long as the record and the event's arena
};

// Converts the values of one field after another into the arena of an event. One per thread; its
// memory is reused from record to record.
struct Conversion {
  explicit Conversion(event::NetworkEvent& destination) : event(destination) {}
  // A copy would fill the event of the original.
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  event::NetworkEvent& event;             // its arena holds strings that are not views into the record
  event::FieldSlot slot = 0;              // of the current field
  std::vector<event::Value> values;       // of the current field, in record order
  std::string lower;                      // of the last text, kept for its memory
  const event::TimeZone* zone = nullptr;  // of times without a zone; null: UTC
  bool zoneless = false;                  // some value is a time without a zone
  bool repeated = false;                  // they are those of a key that is there more than once
  bool some_absent = false;               // one of its values is not among them

  Recognitions recognitions;
  Recognition* recognising = nullptr;  // receives the values that marks look at; may be null

  // Appends a time that was read. Without a zone it is one of `zone`.
  void append_time(const ParsedTime& parsed);

  // For all values since the caller last reset them.
  bool repaired = false;  // a string had half a surrogate pair or an unknown escape
  std::vector<UnreadValue>
      unread;  // numbers in an unsupported spelling, such as 0x1BD, and addresses that are none
};

// Returns the text of a scalar, unescaped.
std::string_view text_of(const json::RawValue& raw, Conversion& conversion);

// Whether a vendor's value means absent: "", "-", or the zero GUID, with or without braces.
constexpr bool is_absent_token(std::string_view text) {
  constexpr std::string_view kZeroGuid = "00000000-0000-0000-0000-000000000000";
  // Nearly every value has another size.
  switch (text.size()) {
    case 0: return true;
    case 1: return text.front() == '-';
    case kZeroGuid.size(): return text == kZeroGuid;
    case kZeroGuid.size() + 2: return text.front() == '{' && text.substr(1, kZeroGuid.size()) == kZeroGuid;
    default: return false;
  }
}

// Whether a value is neither null nor a vendor's spelling of absent. Objects are values.
inline bool has_value(const json::RawValue& raw, Conversion& conversion) {
  if (raw.kind > json::RawKind::kBoolean) return raw.kind != json::RawKind::kNull;
  return !is_absent_token(raw.escaped ? text_of(raw, conversion) : raw.token);
}

// Converts one scalar by `mapping` and appends the result to conversion.values. Nulls and objects
// are ignored.
void convert(const json::RawValue& raw, const Mapping& mapping, const Target& target, Conversion& conversion);

// Appends the values of a row without a path.
void convert_constant(const Mapping& mapping, event::FieldType type, Conversion& conversion);

}  // namespace firstseen::sources
