// Where a record stands.
#pragma once

#include <compare>
#include <cstdint>
#include <tuple>

namespace firstseen {

// Lines and offsets count in the decompressed stream as UTF-8.
struct Origin {
  std::uint32_t file = 0;    // number of the input file, in the order in which inputs were found
  std::uint64_t offset = 0;  // bytes before the record text
  std::uint32_t record = 1;  // which record of the text, 1-based
  std::uint64_t line = 0;    // 1-based; no part of the order
  std::uint32_t block = 0;   // the block of the file in which `line` counts, until the hunt has resolved it

  friend constexpr std::strong_ordering operator<=>(const Origin& a, const Origin& b) {
    return std::tie(a.file, a.offset, a.record) <=> std::tie(b.file, b.offset, b.record);
  }
  friend constexpr bool operator==(const Origin& a, const Origin& b) { return (a <=> b) == 0; }
};

}  // namespace firstseen
