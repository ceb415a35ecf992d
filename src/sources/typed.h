// Parses text as a value of an ECS type.
#pragma once

#include <string_view>

#include "json/raw_record.h"
#include "sources/convert.h"

namespace firstseen::sources {

// How strictly to parse: values of ECS documents as Elasticsearch does, values of vendors with the
// usual decorations.
enum class Dialect : std::uint8_t { kEcs, kVendor };

// Appends `text` as a value of `type`, or nothing if it is not one. Notes numbers and addresses that
// could not be read. `kind` is its kind in the
// record.
void append_typed(std::string_view text, json::RawKind kind, event::FieldType type, Dialect dialect,
                  Conversion& conversion);

// Reads what most values of a type are, the same in either dialect: a text, an integer, an address, a time with a zone.
// Returns false for the others, of which append_typed() may still make a value.
bool read_plain(std::string_view text, event::FieldType type, event::Value& value);

// Reads an integer in any spelling of text::whole_number().
std::optional<std::int64_t> read_integer(std::string_view text);

}  // namespace firstseen::sources
