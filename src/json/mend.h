// Documents that are not well-formed, as far as they can be read. Internal to this folder, because it exposes simdjson's
// errors.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

namespace firstseen::json {

// How often a document is repaired: of two kinds of error each hides the other, and may remain.
inline constexpr int kMaxRepairs = 2;

// Returns the document without such errors, if they are of its encoding or control characters in its strings; nullopt if
// it is another error.
std::optional<std::string> repaired(std::string_view document, simdjson::error_code error);

struct WholePart {
  std::string text;
  std::size_t size = 0;  // of what it is of the document
};

// Returns the members and elements of an object or array that are whole up to where it breaks off, with what is open
// closed; nullopt if there are none. A number at the end may have lost digits, and is not whole.
std::optional<WholePart> whole_part(std::string_view cut);

}  // namespace firstseen::json
