// Where a record stands.
#pragma once

#include <compare>
#include <cstdint>
#include <tuple>

namespace firstseen::event {

// A file that is read: an input, or a file within an input that is an archive.
struct FileId {
  std::uint32_t input = 0;   // number of the input, in the order in which inputs were found
  std::uint32_t member = 0;  // within the archive, depth-first from 1; 0: the input itself

  friend constexpr auto operator<=>(const FileId&, const FileId&) = default;
};

// Lines and offsets count in the decompressed stream as UTF-8.
struct Origin {
  FileId file;
  std::uint64_t offset = 0;  // bytes before the record text
  std::uint32_t record = 1;  // which record of the text, 1-based
  std::uint64_t line = 0;    // 1-based; no part of the order
  std::uint32_t block = 0;   // the block of the file in which `line` counts, until the hunt has resolved it

  friend constexpr std::strong_ordering operator<=>(const Origin& a, const Origin& b) {
    return std::tie(a.file, a.offset, a.record) <=> std::tie(b.file, b.offset, b.record);
  }
  friend constexpr bool operator==(const Origin& a, const Origin& b) { return (a <=> b) == 0; }
};

}  // namespace firstseen::event
