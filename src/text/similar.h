// Finds the intended name for a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Returns the closest of `names` to a misspelt `name`: within two edits, and at most half of its
// characters, else the only one that contains it. Returns nullopt if there is none. An edit inserts,
// deletes or replaces a character or swaps two neighbours.
std::optional<std::string> similar_name(std::string_view name, const std::vector<std::string_view>& names);

// Returns a hint: `did you mean NAME?` if a name is similar, else `otherwise`.
std::string suggestion(std::string_view name, const std::vector<std::string_view>& names,
                       const std::string& otherwise);

}  // namespace firstseen::text
