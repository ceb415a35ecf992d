// Misspelt names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Of `names` the one closest to a misspelt `name`, absent when none is near (two edits at most). Inserting,
// deleting or replacing a character and swapping two neighbours are one edit each.
std::optional<std::string> similar_name(std::string_view name, const std::vector<std::string_view>& names);

}  // namespace firstseen::text
