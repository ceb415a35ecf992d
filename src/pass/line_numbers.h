// Converts line numbers within blocks to line numbers within files. The first line number of a
// block is known only after all earlier blocks of its file have been read.
#pragma once

#include <cstdint>
#include <vector>

#include "event/place.h"

namespace firstseen::pass {

// The number of lines of a block.
struct BlockLines {
  event::FileId file;
  std::uint64_t offset;  // of the block in the file
  std::uint64_t lines;
};

class LineNumbers {
 public:
  // All blocks, in any order.
  explicit LineNumbers(std::vector<BlockLines> blocks);

  // Converts place.line from 0-based within its block to 1-based within the file. O(log blocks).
  void number(event::Place& place) const;

 private:
  std::vector<BlockLines> before_;  // by file and offset; `lines` counts all earlier blocks of the file
};

}  // namespace firstseen::pass
