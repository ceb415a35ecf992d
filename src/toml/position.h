// The places that toml++ names, as bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::toml {

// The byte at line `line` and column `column`, both from 1. Columns count characters, not bytes. The end of
// the document for a place beyond it.
std::size_t byte_at(std::string_view document, std::size_t line, std::size_t column);

}  // namespace firstseen::toml
