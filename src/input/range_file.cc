#include "input/range_file.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "json/reader.h"
#include "text/line_ends.h"

namespace firstseen::input {
namespace {

constexpr std::size_t kLookBytes = 64 * 1024;  // read at a time at the ends of the file
constexpr std::size_t kReadOn = 16 * 1024;     // read after a block's range, to end its last document

tl::unexpected<Error> became_shorter() {
  return fail("the file became shorter while it was read");
}

Result<void> read_exactly(const file::File& file, std::uint64_t offset, char* out, std::size_t size) {
  const auto got = file.read_at(offset, out, size);
  if (!got) return fail(got.error());
  if (*got != size) return became_shorter();
  return {};
}

// Returns the offset after the `count`-th newline, or the file size if there are fewer.
Result<std::uint64_t> after_newlines(const file::File& file, std::size_t count) {
  bytes::Buffer buffer(kLookBytes);
  for (std::uint64_t offset = 0; offset < file.size();) {
    const std::size_t size = std::min<std::uint64_t>(buffer.size(), file.size() - offset);
    if (auto read = read_exactly(file, offset, buffer.data(), size); !read) return fail(read.error());
    const std::string_view bytes(buffer.data(), size);
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
      if (--count == 0) return offset + at + 1;
    }
    offset += size;
  }
  return file.size();
}

// Returns where the first of the last `count` lines begins, of those that begin at `floor` or
// later; UINT64_MAX if there are none.
Result<std::uint64_t> last_lines(const file::File& file, std::size_t count, std::uint64_t floor) {
  bytes::Buffer buffer(kLookBytes);
  const std::uint64_t first_looked_at = floor == 0 ? 0 : floor - 1;  // a newline there begins a line at floor
  std::uint64_t begin = UINT64_MAX;
  std::uint64_t end = file.size();
  while (end > first_looked_at) {
    const std::size_t size = std::min<std::uint64_t>(buffer.size(), end - first_looked_at);
    if (auto read = read_exactly(file, end - size, buffer.data(), size); !read) return fail(read.error());
    std::size_t before =
        end == file.size() ? size - 1 : size;  // a newline at the end of the file begins no line
    while (const void* const newline = ::memrchr(buffer.data(), '\n', before)) {
      before = static_cast<std::size_t>(static_cast<const char*>(newline) - buffer.data());
      begin = end - size + before + 1;
      if (--count == 0) return begin;
    }
    end -= size;
  }
  return floor == 0 && file.size() > 0 ? 0 : begin;
}

}  // namespace

Result<RangeFile> RangeFile::open(file::File file, std::uint64_t block_bytes, std::uint64_t max_document) {
  RangeFile range(std::move(file), block_bytes, max_document);
  if (auto found = range.find_samples(); !found) return fail(found.error());
  return range;
}

Result<void> RangeFile::find_samples() {
  if (block_count() <= 1) return {};  // read() samples the only block
  const auto head = after_newlines(file_, kSampledDocuments);
  if (!head) return fail(head.error());
  const auto tail = last_lines(file_, kSampledDocuments, tail_floor(file_.size()));
  if (!tail) return fail(tail.error());
  head_end_ = *head;
  tail_begin_ = *tail;
  return {};
}

std::uint32_t RangeFile::block_count() const {
  return static_cast<std::uint32_t>((file_.size() + block_bytes_ - 1) / block_bytes_);
}

// REQUIRES: `block` is the only block of the file.
void RangeFile::sample_whole_file(Block& block) const {
  const auto head = first_documents(block, kSampledDocuments + 1);
  const auto tail = last_documents(block, kSampledDocuments, tail_floor(file_.size()));
  block.head_end = head.size() > kSampledDocuments ? head.back() : UINT64_MAX;
  block.tail_begin = tail.empty() ? UINT64_MAX : tail.front();
}

// Reads on until the last document, which begins before `range_end`, has ended or is too long. The
// last byte of the range may be its newline.
Result<void> RangeFile::extend(Block& block, std::uint64_t range_end) const {
  bytes::Buffer& storage = block.storage;
  const std::uint64_t base = block.offset;  // of storage[0]
  std::size_t scanned = static_cast<std::size_t>(range_end - 1 - base);
  while (true) {
    const auto* const newline =
        static_cast<const char*>(std::memchr(storage.data() + scanned, '\n', storage.size() - scanned));
    if (newline != nullptr) {
      storage.resize(static_cast<std::size_t>(newline - storage.data()) + 1);
      return {};
    }
    scanned = storage.size();
    const std::uint64_t end = base + scanned;
    if (end == file_.size()) return {};
    if (end - range_end > max_document_) return {};
    const std::size_t more =
        std::min<std::uint64_t>(std::max<std::size_t>(kReadOn, scanned / 2), file_.size() - end);
    storage.resize(scanned + more);
    if (auto read = read_exactly(file_, end, storage.data() + scanned, more); !read) return read;
  }
}

Result<void> RangeFile::read(std::uint32_t index, Block& block) const {
  const std::uint64_t begin = index * block_bytes_;
  const std::uint64_t end = std::min(begin + block_bytes_, file_.size());
  block.index = index;
  block.lines = true;
  block.line_ends.clear();
  block.spans.clear();
  block.gaps.clear();
  block.flaws.clear();
  block.head_end = head_end_;
  block.tail_begin = tail_begin_;
  // The byte before `begin` shows whether a document begins there. A whole page is read before it,
  // since the kernel copies several times as fast if both sides have the same alignment.
  const std::size_t lead =
      begin == 0 ? 0 : std::min<std::uint64_t>(begin, bytes::Buffer::allocator_type::kPageBytes);
  block.offset = begin - lead;
  const std::size_t size = std::min(end + kReadOn, file_.size()) - block.offset;
  block.storage.clear();  // what it has is not to be moved
  block.storage.reserve(size + json::kPadding);
  block.storage.resize(size);
  block.bytes = {};
  block.end = block.offset;
  if (auto got = read_exactly(file_, block.offset, block.storage.data(), size); !got) return got;
  std::size_t first = 0;
  if (begin > 0) {
    const std::size_t range = static_cast<std::size_t>(end - block.offset);
    const auto* const newline =
        static_cast<const char*>(std::memchr(block.storage.data() + lead - 1, '\n', range - lead + 1));
    first = newline == nullptr ? range : static_cast<std::size_t>(newline - block.storage.data()) + 1;
    if (block.offset + first >= end) return {};  // no document begins in this range
  }
  if (auto extended = extend(block, end); !extended) return extended;
  const std::size_t whole = block.storage.size();
  block.storage.resize(whole + json::kPadding, '\0');
  block.bytes = std::string_view(block.storage.data() + first, whole - first);
  block.offset += first;
  block.end = block.offset + block.bytes.size();
  text::add_line_ends(block.bytes, block.line_ends);
  if (block_count() == 1) sample_whole_file(block);
  return {};
}

Result<std::size_t> RangeFile::read_at(std::uint64_t offset, char* out, std::size_t room) const {
  return file_.read_at(offset, out,
                       std::min<std::uint64_t>(room, file_.size() - std::min(offset, file_.size())));
}

Result<std::size_t> RangeFile::head_lines_before(std::uint64_t offset) const {
  const auto end = after_newlines(file_, kSampledDocuments);
  if (!end) return fail(end.error());
  if (*end <= offset) return kSampledDocuments;
  std::string before(offset, '\0');
  if (auto read = read_exactly(file_, 0, before.data(), before.size()); !read) return fail(read.error());
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace firstseen::input
