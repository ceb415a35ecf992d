#include "input/block.h"

#include <algorithm>
#include <cstring>

namespace firstseen::input {

std::vector<std::uint64_t> first_documents(const Block& block, std::size_t count) {
  std::vector<std::uint64_t> begins;
  for (std::size_t i = 0; i < std::min(count, block.document_count()); ++i)
    begins.push_back(block.document(i).offset);
  return begins;
}

std::vector<std::uint64_t> last_documents(const Block& block, std::size_t count, std::uint64_t floor) {
  std::vector<std::uint64_t> begins;
  if (!block.lines) {
    for (std::size_t i = block.spans.size(); i-- > 0 && begins.size() < count;) {
      if (block.spans[i].offset < floor) break;
      begins.push_back(block.spans[i].offset);
    }
    std::reverse(begins.begin(), begins.end());
    return begins;
  }
  std::size_t end = block.bytes.size();
  while (end > 0 && begins.size() < count) {
    // Find the newline that ends the previous document. The byte at end - 1 may be the newline of
    // this document.
    const auto* const newline = static_cast<const char*>(::memrchr(block.bytes.data(), '\n', end - 1));
    end = newline == nullptr ? 0 : static_cast<std::size_t>(newline - block.bytes.data()) + 1;
    if (block.offset + end < floor) break;
    begins.push_back(block.offset + end);
  }
  std::reverse(begins.begin(), begins.end());
  return begins;
}

}  // namespace firstseen::input
