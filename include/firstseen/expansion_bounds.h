// How far compressed files and archives may expand, so that a small file cannot keep a hunt busy for ever.
#pragma once

#include <cstdint>

namespace firstseen {

// A file is read up to a bound, and then named as not read to its end.
struct ExpansionBounds {
  std::uint64_t ratio = 1000;                         // to the size on disk; 0: any
  std::uint64_t free_bytes = 64 * 1024 * 1024;        // allowed at any ratio
  std::uint64_t file_bytes = std::uint64_t{1} << 40;  // of a file, or of each in an archive; 0: any
};

}  // namespace firstseen
