// A source that a user describes in a TOML file: it fills the same table as the built-in ones
// (docs/mapping.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/named_text.h"
#include "sources/table.h"

namespace firstseen::sources {

// Errors name the file, and the key in it that is wrong.
Result<SourceTable> read_mapping(std::string_view text, const std::string& file);

// The tables of the mappings, in their order, followed by the built-in ones.
Result<std::vector<SourceTable>> load_tables(const std::vector<NamedText>& mappings);

}  // namespace firstseen::sources
