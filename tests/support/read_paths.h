// What a json::Reader finds at wanted paths, as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/reader.h"

namespace firstseen::test {

// The values by path in the order of `paths`, a record a line: `path=token`. `behind` follows the text in
// memory.
std::string read_paths(std::string_view text, const std::vector<std::string>& paths,
                       json::ReadOutcome* outcome = nullptr, char behind = '\0');

}  // namespace firstseen::test
