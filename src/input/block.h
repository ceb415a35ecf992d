// A piece of one file that holds whole record texts: what a worker takes at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bytes/buffer.h"
#include "event/place.h"

namespace firstseen::input {

// How many record texts at either end of a file are read whatever the prefilter says, to learn the span of
// time that the file covers. Of its end those that begin in its last kSampledTailBytes: as many bytes of a
// stream are looked ahead, so that the same texts are sampled however a file is stored and cut into blocks.
inline constexpr std::size_t kSampledDocuments = 100;
inline constexpr std::uint64_t kSampledTailBytes = 1024 * 1024;

struct Document {
  std::string_view bytes;    // without its line end
  std::uint64_t offset = 0;  // in the file
  std::uint64_t line = 0;    // from 0, within the block
};

struct Block {
  struct Span {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint64_t line;  // from 0, within the block
  };

  event::FileId file;
  std::uint32_t index = 0;   // of the block in its file
  std::uint64_t offset = 0;  // of bytes in the file
  std::string_view bytes;    // into storage; json::kPadding bytes follow
  bool lines = true;         // each line is a text; else `spans` are
  std::vector<Span> spans;
  std::uint64_t line_count = 0;  // lines that this block accounts for; of `lines` the worker counts them

  // Texts before head_end and from tail_begin on are sampled; offsets in the file.
  std::uint64_t head_end = 0;
  std::uint64_t tail_begin = UINT64_MAX;

  bytes::Buffer storage;  // reused from block to block

  // Whether any of its texts may be none of the sampled ones.
  bool has_unsampled() const {
    return head_end < tail_begin && head_end < offset + bytes.size() && tail_begin > offset;
  }

  bool sampled(const Document& document) const {
    return document.offset < head_end || document.offset >= tail_begin;
  }
};

// The texts of a block, one after another.
class DocumentCursor {
 public:
  explicit DocumentCursor(const Block& block) : block_(block) {}

  // False when there is no further one.
  bool next(Document& document);

  // Lines passed so far; of a block that has been gone through, its number of lines.
  std::uint64_t line_count() const { return block_.lines ? line_ : block_.line_count; }

 private:
  const Block& block_;
  std::size_t at_ = 0;  // a byte, or a span
  std::uint64_t line_ = 0;
};

// Where the first `count` texts of a block begin, and the last of those that begin at `floor` or after it;
// offsets in the file, ascending. O(count) texts.
std::vector<std::uint64_t> first_documents(const Block& block, std::size_t count);
std::vector<std::uint64_t> last_documents(const Block& block, std::size_t count, std::uint64_t floor);

// Where the sampled tail of a file of `size` bytes may begin at the earliest.
constexpr std::uint64_t tail_floor(std::uint64_t size) {
  return size - std::min(size, kSampledTailBytes);
}

}  // namespace firstseen::input
