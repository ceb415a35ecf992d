// Tests of a single value that need more than a lookup.
#pragma once

#include <string_view>

#include "event/network_event.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

// Whether the value is a keyword or of unknown type, which is compared as text.
inline bool is_plain_text(const event::Value& value) {
  return value.type == event::FieldType::kKeyword || value.type == event::FieldType::kUnknown;
}

bool passes(const TextRange& test, const event::Value& value);
bool passes(const Analysed& test, const event::Value& value);

// Whether an unknown value is a number: a bare JSON number, or a string with a plain decimal
// number.
bool is_number(const event::Value& value);

// Whether an unknown value is a number in one of the sets.
bool passes_as_number(const RangeSet<std::int64_t>& integers, const RangeSet<double>& reals,
                      const event::Value& value);

}  // namespace firstseen::predicate
