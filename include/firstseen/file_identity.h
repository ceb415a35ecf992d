// Identifies a file of this machine, no matter under which of its names.
#pragma once

#include <compare>
#include <cstdint>

namespace firstseen {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

}  // namespace firstseen
