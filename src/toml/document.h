// Parses TOML documents into a tree. The only user of toml++.
#pragma once

#include <string>
#include <string_view>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::toml {

// Dates and times become strings. Strings keep their line and column. `file` is the file of the
// text, for errors, which have line and column.
Result<config::Node> parse_document(std::string_view text, const std::string& file);

}  // namespace firstseen::toml
