#include "input/block.h"

#include <algorithm>
#include <cstring>

#include "text/lines.h"

namespace firstseen::input {

bool DocumentCursor::next(Document& document, std::size_t size) {
  if (!block_.lines) {
    if (at_ == block_.spans.size()) return false;
    const Block::Span& span = block_.spans[at_++];
    document = {block_.bytes.substr(span.begin, span.end - span.begin), span.offset, span.line};
    return true;
  }
  if (at_ == block_.bytes.size()) return false;
  const text::Line line =
      size == 0 ? text::line_at(block_.bytes, at_) : text::line_of(block_.bytes, at_, size);
  document = {size == 0 ? text::without_cr(line.text) : line.text, block_.offset + at_, line_++};
  at_ = line.next;
  return true;
}

std::vector<std::uint64_t> first_documents(const Block& block, std::size_t count) {
  std::vector<std::uint64_t> begins;
  DocumentCursor cursor(block);
  for (Document document; begins.size() < count && cursor.next(document);) begins.push_back(document.offset);
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
