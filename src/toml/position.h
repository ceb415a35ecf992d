// Converts the positions of toml++ to byte offsets.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::toml {

// Returns the offset of the character at `line` and `column`, both counted from 1. Columns count
// characters, not bytes. Returns the size of the document for positions beyond its end.
std::size_t byte_at(std::string_view document, std::size_t line, std::size_t column);

}  // namespace firstseen::toml
