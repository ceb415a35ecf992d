// The place of a record in the inputs.
#pragma once

#include <compare>
#include <cstdint>
#include <tuple>

namespace firstseen::event {

// A file that is read: an input, or a member of an archive. Inputs are numbered in the order of
// their paths, so that comparing two places does not depend on the order of the arguments.
struct FileId {
  std::uint32_t input = 0;   // number of the input, in bytewise order of paths
  std::uint32_t member = 0;  // within the archive, depth-first from 1; 0: the input itself

  friend constexpr auto operator<=>(const FileId&, const FileId&) = default;
};

// Lines and offsets refer to the decompressed stream in UTF-8.
struct Place {
  FileId file;
  std::uint64_t offset = 0;  // bytes before the document
  std::uint32_t record = 1;  // which record of the document, 1-based; 0: the whole document
  std::uint64_t line = 0;    // 1-based; not part of the order

  friend constexpr std::strong_ordering operator<=>(const Place& a, const Place& b) {
    return std::tie(a.file, a.offset, a.record) <=> std::tie(b.file, b.offset, b.record);
  }
  friend constexpr bool operator==(const Place& a, const Place& b) { return (a <=> b) == 0; }
};

}  // namespace firstseen::event
