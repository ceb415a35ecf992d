// What compressed files and archives may become: what is small on disk must not keep a hunt busy for ever.
#pragma once

#include <cstdint>

namespace firstseen {

// Beyond a bound a file is not read on, and named.
struct ExpansionBounds {
  std::uint64_t ratio = 1000;                         // to the size on disk; 0: any
  std::uint64_t free_bytes = 64 * 1024 * 1024;        // so many whatever the ratio
  std::uint64_t file_bytes = std::uint64_t{1} << 40;  // of a file, or of each in an archive; 0: any
};

}  // namespace firstseen
