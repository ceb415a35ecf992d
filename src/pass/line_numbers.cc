#include "pass/line_numbers.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace firstseen::pass {
namespace {

bool same_file(const BlockLines& a, const BlockLines& b) {
  return a.file == b.file;
}

}  // namespace

LineNumbers::LineNumbers(std::vector<BlockLines> blocks) : before_(std::move(blocks)) {
  std::sort(before_.begin(), before_.end(), [](const BlockLines& a, const BlockLines& b) {
    return std::tie(a.file, a.block) < std::tie(b.file, b.block);
  });
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < before_.size(); ++i) {
    if (i > 0 && !same_file(before_[i - 1], before_[i])) total = 0;
    total += std::exchange(before_[i].lines, total);
  }
}

std::uint64_t LineNumbers::line_of(const event::Origin& origin) const {
  const auto at = std::lower_bound(before_.begin(), before_.end(), origin,
                                   [](const BlockLines& block, const event::Origin& o) {
                                     return std::tie(block.file, block.block) < std::tie(o.file, o.block);
                                   });
  const bool found = at != before_.end() && at->file == origin.file && at->block == origin.block;
  return origin.line + 1 + (found ? at->lines : 0);
}

}  // namespace firstseen::pass
