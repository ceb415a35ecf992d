// Files whole, as tests compare them.
#pragma once

#include <filesystem>
#include <string>

namespace firstseen::test {

// The bytes of a file; empty when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace firstseen::test
