// A part of a file that consists of whole documents. Workers read one block at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bytes/buffer.h"
#include "event/place.h"

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
  std::vector<Span> spans;
  std::vector<Gap> gaps;  // in ascending order
  std::vector<Flaw> flaws;
  std::uint64_t line_count = 0;  // newlines in the block; not set if `lines`

  // Documents that begin before head_end, or at tail_begin or later, are sampled. Offsets in the
  // file.
  std::uint64_t head_end = 0;
  std::uint64_t tail_begin = UINT64_MAX;

  bytes::Buffer storage;  // reused from block to block

  // Whether the block may have documents that are not sampled.
  bool has_unsampled() const { return head_end < tail_begin && head_end < end && tail_begin > offset; }

  bool sampled(const Document& document) const {
    return document.offset < head_end || document.offset >= tail_begin;
  }
};

// Iterates over the documents of a block.
class DocumentCursor {
 public:
  explicit DocumentCursor(const Block& block) : block_(block) {}

  // Returns false at the end. `size` is that of the next line without its end, if it is known; 0: it is not.
  bool next(Document& document, std::size_t size = 0);

  // Returns the lines that next() has not returned; empty unless the block consists of lines.
  std::string_view rest() const { return block_.lines ? block_.bytes.substr(at_) : std::string_view(); }

  // At the end, the number of lines of the block; before, if `lines`, those passed so far.
  std::uint64_t line_count() const { return block_.lines ? line_ : block_.line_count; }

 private:
  const Block& block_;
  std::size_t at_ = 0;  // offset of the next line, or index of the next span
  std::uint64_t line_ = 0;
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
