// Small phrases of messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstseen::text {

// `12 files`, `1 file`.
std::string counted(std::uint64_t count, std::string_view noun);

// Adds an item to a list: `a`, `a, b`.
void append_item(std::string& list, std::string_view item);

}  // namespace firstseen::text
