// Phrases for messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {

// Returns `12 files`, or `1 file`.
std::string counted(std::uint64_t count, std::string_view noun);

// Appends an item to a comma-separated list: `a`, `a, b`.
void append_item(std::string& list, std::string_view item);

// Returns such a list of names.
std::string listed(const std::vector<std::string_view>& names);

}  // namespace firstseen::text
