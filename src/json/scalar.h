// Whether the tokens of scalars are well-formed (RFC 8259 §6 and §7). Internal to this folder: shows
// simdjson's errors.
#pragma once

#include <simdjson.h>

#include <string_view>

#include "json/raw_record.h"

namespace firstseen::json {

// Whether the token of a string ends with its quote: what follows the text may have been taken for it.
inline bool is_closed(std::string_view quoted) {
  return quoted.size() >= 2 && quoted.back() == '"';
}

// A token that begins like a scalar of the kind. What stands between the quotes of a string is not looked at.
simdjson::error_code check_scalar(std::string_view token, RawKind kind);

// What stands between the quotes of a string: every backslash begins an escape.
simdjson::error_code check_escapes(std::string_view escaped);

// Of a string's token, what stands between the quotes.
std::string_view between_quotes(std::string_view token);

}  // namespace firstseen::json
