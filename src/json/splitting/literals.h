// The strings between three quotes that Kibana's Dev Tools print, as strings of JSON.
#pragma once

#include <string>
#include <string_view>

namespace firstseen::json::splitting {

// Returns a document, as the splitter found it, with such strings quoted and escaped. One that does not end stays.
std::string with_escaped_literals(std::string_view document);

}  // namespace firstseen::json::splitting
