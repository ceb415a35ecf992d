// A part of a file that consists of whole documents. Workers read one block at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bytes/buffer.h"
#include "event/place.h"
#include "text/lines.h"

namespace firstseen::input {

// The first and last kSampledDocuments of a file are sampled: they are read even if the prefilter
// would skip them, to learn the time span of the file. The last ones must begin in the last
// kSampledTailBytes. Streams look ahead by that many bytes, so that the same documents are sampled
// no matter how the file is stored and cut into blocks.
inline constexpr std::size_t kSampledDocuments = 100;
inline constexpr std::uint64_t kSampledTailBytes = 1024 * 1024;

struct Document {
  std::string_view bytes;    // without its line end
  std::uint64_t offset = 0;  // in the file
  std::uint64_t line = 0;    // 0-based, within the block
};

struct Block {
  struct Span {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint64_t line;        // 0-based, within the block
    std::uint64_t offset = 0;  // in the file
  };

  // A place where more than one document may be lost.
  struct Gap {
    std::uint64_t offset;     // in the file
    std::uint64_t line;       // 0-based, within the block
    std::string_view reason;  // static text
  };

  // Something odd that documents of the block have in common.
  struct Flaw {
    std::string_view what;  // static text
    std::uint64_t count;
    std::uint64_t offset;  // of the first, in the file
    std::uint64_t line;    // likewise, 0-based, within the block
  };

  event::FileId file;
  std::uint32_t index = 0;   // of the block in its file
  std::uint64_t offset = 0;  // in the file
  std::uint64_t end = 0;     // in the file, of what follows
  // Those of the file, or documents made of them. Into storage; json::kPadding bytes follow.
  std::string_view bytes;
  bool lines = true;  // each line is a document; otherwise each span is one
  // If `lines`, where each ends in `bytes` (text::add_line_ends()). Found once, for all that look at lines.
  std::vector<std::uint32_t> line_ends;
  std::vector<Span> spans;
  std::vector<Gap> gaps;  // in ascending order
  std::vector<Flaw> flaws;
  std::uint64_t newlines = 0;  // in the block; not set if `lines`

  // Documents that begin before head_end, or at tail_begin or later, are sampled. Offsets in the
  // file.
  std::uint64_t head_end = 0;
  std::uint64_t tail_begin = UINT64_MAX;

  bytes::Buffer storage;  // reused from block to block

  // Whether the block may have documents that are not sampled.
  bool has_unsampled() const { return head_end < tail_begin && head_end < end && tail_begin > offset; }

  // The documents of the block in order, numbered from 0.
  std::size_t document_count() const { return lines ? line_ends.size() : spans.size(); }
  Document document(std::size_t number) const {
    if (!lines) {
      const Span& span = spans[number];
      return {bytes.substr(span.begin, span.end - span.begin), span.offset, span.line};
    }
    const std::size_t begin = line_begin(number);
    return {text::without_cr({bytes.data() + begin, line_ends[number] - begin}), offset + begin, number};
  }

  // Where a line begins in `bytes`.
  std::size_t line_begin(std::size_t number) const {
    return number == 0 ? 0 : std::size_t{line_ends[number - 1]} + 1;
  }
  std::uint64_t line_count() const { return lines ? line_ends.size() : newlines; }

  bool sampled(const Document& document) const {
    return document.offset < head_end || document.offset >= tail_begin;
  }
};

// Return where the first `count` documents of a block begin, and the last `count` of those that
// begin at `floor` or later. Offsets in the file, ascending. Visit O(count) documents.
std::vector<std::uint64_t> first_documents(const Block& block, std::size_t count);
std::vector<std::uint64_t> last_documents(const Block& block, std::size_t count, std::uint64_t floor);

// Returns the earliest offset at which the sampled tail of a file of `size` bytes may begin.
constexpr std::uint64_t tail_floor(std::uint64_t size) {
  return size - std::min(size, kSampledTailBytes);
}

}  // namespace firstseen::input
