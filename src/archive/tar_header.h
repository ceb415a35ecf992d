// Finds headers of tar archives (POSIX.1-1988 and later, GNU) by their checksum.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::archive {

inline constexpr std::size_t kTarBlockBytes = 512;

// Whether `block` has the magic of a header, whatever its checksum.
bool has_tar_magic(std::string_view block);

// Whether `block` is a whole header.
bool is_tar_header(std::string_view block);

// Returns where the first header in `bytes` begins, npos if there is none.
std::size_t find_tar_header(std::string_view bytes);

}  // namespace firstseen::archive
