// JSON documents that are configuration, read whole into a tree.
#pragma once

#include <string>
#include <string_view>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::json {

// The document; an error names the byte where it is not well-formed, as far as that is known.
Result<config::Node> parse_document(std::string_view text);

// Compact JSON, members in the node's order.
std::string to_json(const config::Node& node);

}  // namespace firstseen::json
