// Objects without what only says how something else was written as JSON. Writers of XML, of typed values and of flat tables
// agree on nothing:
//
//   {"EventID":{"#text":"3"}}  {"EventID":[{"_":"3"}]}  {"EventID":{"intValue":"3"}}        {"EventID":"3"}
//   {"Data":[{"$":{"Name":"Image"},"_":"System"}]}  {"Data":[{"key":"Image","value":{"S":"System"}}]}
//   {"Data":[{"Image":"System"}]}  {"Data.Image":"System"}                                  {"Data":{"Image":"System"}}
//
// Internal to this folder, because it exposes tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/tokens.h"

namespace firstseen::json {

// Whether a key says only that it has the value of what has it: `#text`, `$`, `stringValue`, `$numberInt`, `S`.
bool is_value_key(std::string_view key);

// Returns the object in its plain form, as on the right; nullopt if it is in that already.
std::optional<std::string> plain_form(Tokens& tokens, Tokens::At object);

}  // namespace firstseen::json
