// A text read as a value of an ECS type.
#pragma once

#include <string_view>

#include "json/raw_record.h"
#include "sources/convert.h"

namespace firstseen::sources {

// How strictly: an ECS document's own value is read as Elasticsearch reads it, a vendor's with the usual
// decorations.
enum class Dialect : std::uint8_t { kEcs, kVendor };

// Appends `text` as a value of `type`; nothing when it is not one. `kind` is how the record spelt it.
void append_typed(std::string_view text, json::RawKind kind, event::FieldType type, Dialect dialect,
                  Conversion& conversion);

// Integers are read from a JSON integer and from a decimal string without sign or leading zeros, either
// followed by
// `.0…`. Other numbers are odd and count as such; what is no number at all is just none.
std::optional<std::int64_t> read_integer(std::string_view text, json::RawKind kind,
                                         std::uint64_t& odd_numbers);

}  // namespace firstseen::sources
