// Reads a source described in a TOML file. It fills the same table as the built-in ones
// (docs/mapping.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/named_text.h"
#include "sources/table.h"

namespace firstseen::sources {

// Errors name the file and the invalid key.
Result<SourceTable> read_mapping(std::string_view text, const std::string& file);

// Returns a warning for each field of a mapping that ECS does not have, with the field that may be
// meant. REQUIRES: the mappings can be read.
Errors unknown_fields(const std::vector<NamedText>& mappings);

// Returns the tables of the mappings in order, followed by the built-in ones.
Result<std::vector<SourceTable>> load_tables(const std::vector<NamedText>& mappings);

}  // namespace firstseen::sources
