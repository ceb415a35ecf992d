// What is whole of a document that was cut.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstseen::json {

// Returns the members and elements of an object or array that are whole up to where it breaks off, with what is open
// closed; nullopt if there are none. A number at the end may have lost digits, and is not whole.
std::optional<std::string> whole_part(std::string_view cut);

}  // namespace firstseen::json
