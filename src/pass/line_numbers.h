// Turns lines within blocks into lines of files: which line a block begins with is known when all blocks
// before it have been read.
#pragma once

#include <cstdint>
#include <vector>

#include "event/place.h"

namespace firstseen::pass {

// A block with lines.
struct BlockLines {
  event::FileId file;
  std::uint64_t offset;  // of the block in the file
  std::uint64_t lines;
};

class LineNumbers {
 public:
  // All blocks, in any order.
  explicit LineNumbers(std::vector<BlockLines> blocks);

  // Makes the line, which counts from 0 within its block, the 1-based line of the file. O(log blocks).
  void number(event::Place& place) const;

 private:
  std::vector<BlockLines> before_;  // by file and offset; `lines` of all earlier blocks of the file
};

}  // namespace firstseen::pass
