// TOML documents, read whole into a tree. The one door to toml++.
#pragma once

#include <string>
#include <string_view>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::toml {

// Dates and times become strings. Strings have their place. `file` is where the text is, for errors, which
// have line and column.
Result<config::Node> parse_document(std::string_view text, const std::string& file);

}  // namespace firstseen::toml
