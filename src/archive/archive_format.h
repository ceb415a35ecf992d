// Detects archive formats by their first bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstseen::archive {

enum class ArchiveFormat : std::uint8_t {
  kZip,
  kTar,
  kBare,  // not an archive: one stream, compressed with bzip2 or xz
};

// Returns kZip (APPNOTE 4.3.7, 4.3.16) or kTar (POSIX.1-1988 and later, GNU), or nullopt if a file
// that begins with `head` is neither. `head` has kArchiveHeadBytes, or the whole file if it is
// shorter.
std::optional<ArchiveFormat> archive_format(std::string_view head);

inline constexpr std::size_t kArchiveHeadBytes = 512;  // the size of a tar header

}  // namespace firstseen::archive
