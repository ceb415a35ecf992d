// Reads configuration files completely: rules, exclusions, mappings.
#pragma once

#include <string>

#include "firstseen/error.h"

namespace firstseen::file {

inline constexpr std::size_t kMaxTextFileBytes = 64 * 1024 * 1024;

// Returns the content of the file. Fails if it is larger than kMaxTextFileBytes. Errors name the
// file.
Result<std::string> read_text_file(const std::string& path);

}  // namespace firstseen::file
