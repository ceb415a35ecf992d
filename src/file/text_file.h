// Files that a person wrote for firstseen — rules, exclusions, mappings — read whole.
#pragma once

#include <string>

#include "firstseen/error.h"

namespace firstseen::file {

inline constexpr std::size_t kMaxTextFileBytes = 64 * 1024 * 1024;

// Errors name the file.
Result<std::string> read_text_file(const std::string& path);

}  // namespace firstseen::file
