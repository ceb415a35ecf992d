// Locates the bytes of a parsed TOML string in its document.
#pragma once

#include <string_view>

#include "config/node.h"
#include "firstseen/quoted_text.h"

namespace firstseen::toml {

// `string` is a string that parse_document() read from `document`. The result has no runs if it is
// not a string, or if its spelling cannot be followed.
QuotedText quoted_text(std::string_view document, const config::Node& string);

}  // namespace firstseen::toml
