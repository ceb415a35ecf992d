// Detects archive formats by their first bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstseen::archive {

enum class ArchiveFormat : std::uint8_t {
  kZip,
  kTar,
  kSevenZip,
  kBare,  // not an archive: one stream that libarchive decompresses
};

// Returns kZip (APPNOTE 4.3.7, 4.3.16), kTar (POSIX.1-1988 and later, GNU) or kSevenZip, or nullopt if a file that
// begins with `head` is none of them. `head` has kArchiveHeadBytes, or the whole file if it is
// shorter.
std::optional<ArchiveFormat> archive_format(std::string_view head);

inline constexpr std::size_t kArchiveHeadBytes = 512;  // the size of a tar header

}  // namespace firstseen::archive
