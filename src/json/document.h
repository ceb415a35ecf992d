// Reads and writes JSON documents that are configuration, as trees.
#pragma once

#include <string>
#include <string_view>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::json {

// Parses a document. Errors have simdjson's message, without a position.
Result<config::Node> parse_document(std::string_view text);

// Returns compact JSON with the members in the node's order.
std::string to_json(const config::Node& node);

}  // namespace firstseen::json
