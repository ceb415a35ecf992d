// Finds the intended name for a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Returns the closest of `names` to a misspelt `name`, or nullopt if none is within two edits. An
// edit inserts, deletes or replaces a character or swaps two neighbours.
std::optional<std::string> similar_name(std::string_view name, const std::vector<std::string_view>& names);

}  // namespace firstseen::text
