// Bytes in compressed files and archives, made by libarchive.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstseen::test {

// One compressed stream: gzip, bzip2, xz or zstd.
std::string compressed(std::string_view filter, std::string_view content);

// An archive of (name, content): zip, or pax (tar) within `filter`, which may be none.
std::string archived(std::string_view format, std::string_view filter,
                     const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace firstseen::test
