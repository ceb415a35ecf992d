#include "input/block.h"

#include <cstring>

namespace firstseen {

bool TextCursor::next(Text& text) {
  if (!block_.lines) {
    if (at_ == block_.spans.size()) return false;
    const Block::Span& span = block_.spans[at_++];
    text = {block_.bytes.substr(span.begin, span.end - span.begin), block_.offset + span.begin, span.line};
    return true;
  }
  if (at_ == block_.bytes.size()) return false;
  const char* const begin = block_.bytes.data() + at_;
  const std::size_t left = block_.bytes.size() - at_;
  const auto* const newline = static_cast<const char*>(std::memchr(begin, '\n', left));
  const std::size_t size = newline == nullptr ? left : static_cast<std::size_t>(newline - begin);
  text = {{begin, size}, block_.offset + at_, line_++};
  at_ += size + (newline == nullptr ? 0 : 1);
  if (!text.bytes.empty() && text.bytes.back() == '\r') text.bytes.remove_suffix(1);
  return true;
}

}  // namespace firstseen
