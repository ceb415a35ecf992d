// Turns a line within a block into a line of its file.
#pragma once

#include <vector>

#include "pass/record_reader.h"

namespace firstseen::pass {

class LineNumbers {
 public:
  explicit LineNumbers(std::vector<BlockLines> blocks);

  // 1-based.
  std::uint64_t line_of(const event::Origin& origin) const;

 private:
  std::vector<BlockLines> before_;  // by file and block; `lines` of all earlier blocks of the file
};

}  // namespace firstseen::pass
