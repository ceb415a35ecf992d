// What an archive is known by.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstseen::archive {

enum class ArchiveFormat : std::uint8_t {
  kZip,
  kTar,
  kBare,  // no archive: one stream, compressed with bzip2 or xz
};

// Zip (APPNOTE 4.3.7, 4.3.16) or tar (POSIX.1-1988 and later, GNU), by the first kArchiveHeadBytes of the
// file.
std::optional<ArchiveFormat> archive_format(std::string_view head);

inline constexpr std::size_t kArchiveHeadBytes = 512;

}  // namespace firstseen::archive
