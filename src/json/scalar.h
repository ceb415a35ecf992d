// Checks whether the tokens of scalars are well-formed (RFC 8259 §6 and §7). Internal to this
// folder, because it exposes simdjson's errors.
#pragma once

#include <simdjson.h>

#include <string_view>

#include "json/raw_record.h"

namespace firstseen::json {

// Whether a token that begins with a quote has its closing quote, too.
inline bool is_closed(std::string_view quoted) {
  return quoted.size() >= 2 && quoted.back() == '"';
}

// Begins like a number, and is null.
inline constexpr std::string_view kMinusInfinity = "-Infinity";

// Checks a token that begins like a scalar of this kind. Does not check the text between the quotes
// of a string.
simdjson::error_code check_scalar(std::string_view token, RawKind kind);

// Checks the text between the quotes of a string: every backslash must begin an escape.
simdjson::error_code check_escapes(std::string_view escaped);

// Returns the text between the quotes of a string's token.
std::string_view between_quotes(std::string_view token);

}  // namespace firstseen::json
