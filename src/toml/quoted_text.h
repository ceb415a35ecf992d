// Where the bytes of a string of a TOML document are in that document.
#pragma once

#include <string_view>

#include "config/node.h"
#include "firstseen/quoted_text.h"

namespace firstseen::toml {

// `string`: a string that parse_document() read from `document`. Without runs if it is none, or reads
// otherwise than it is written for a reason unknown here.
QuotedText quoted_text(std::string_view document, const config::Node& string);

}  // namespace firstseen::toml
