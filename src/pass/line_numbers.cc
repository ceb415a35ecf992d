#include "pass/line_numbers.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace firstseen::pass {

LineNumbers::LineNumbers(std::vector<BlockLines> blocks) : before_(std::move(blocks)) {
  std::sort(before_.begin(), before_.end(), [](const BlockLines& a, const BlockLines& b) {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  });
  // Replaces the line count of each block by the number of lines before it in the file.
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < before_.size(); ++i) {
    if (i > 0 && before_[i - 1].file != before_[i].file) total = 0;
    total += std::exchange(before_[i].lines, total);
  }
}

void LineNumbers::number(event::Place& place) const {
  // The last block that begins at or before the document.
  const auto after =
      std::upper_bound(before_.begin(), before_.end(), place, [](const event::Place& p, const BlockLines& b) {
        return std::tie(p.file, p.offset) < std::tie(b.file, b.offset);
      });
  const bool found = after != before_.begin() && std::prev(after)->file == place.file;
  place.line += 1 + (found ? std::prev(after)->lines : 0);
}

}  // namespace firstseen::pass
