#include "archive/sequel_stream.h"

#include <string>
#include <utility>

#include "archive/file_kind.h"
#include "archive/filter_stream.h"
#include "bytes/expansion.h"
#include "bytes/gzip_stream.h"
#include "bytes/headed_stream.h"
#include "bytes/xz_stream.h"
#include "bytes/zstd_stream.h"

namespace firstseen::archive {
namespace {

using Stream = std::unique_ptr<bytes::ByteStream>;

// A way to decompress what begins with some bytes.
struct Compression {
  bool (*begins)(std::string_view head);
  Stream (*decompress)(Stream compressed);
};

const Compression* compression_of(std::string_view head) {
  static constexpr Compression kAll[] = {{bytes::begins_gzip, bytes::gunzip},
                                         {bytes::begins_zstd, bytes::unzstd},
                                         {bytes::begins_xz, bytes::unxz},
                                         {begins_filtered, unfiltered}};
  for (const Compression& one : kAll) {
    if (one.begins(head)) return &one;
  }
  return nullptr;
}

// Reads the first bytes after the zeros that pad tapes and blocks.
bytes::Head read_after_zeros(bytes::ByteStream& stream) {
  while (true) {
    bytes::Head head = bytes::read_head(stream, kKindHeadBytes);
    const bool ended = head.error || head.bytes.size() < kKindHeadBytes;
    head.bytes.erase(0, head.bytes.find_first_not_of('\0'));
    if (ended || !head.bytes.empty()) return head;
  }
}

class SequelStream final : public bytes::ByteStream {
 public:
  explicit SequelStream(Stream first) : current_(std::move(first)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    while (true) {
      auto got = current_->read(out, room);
      if (!got) return got;
      if (*got > 0) {
        last_ = out[*got - 1];
        return got;
      }
      const auto more = go_on();
      if (!more) return fail(more.error());
      if (!*more) return 0;
      if (last_ == '\n') continue;
      out[0] = last_ = '\n';  // what follows is no part of the last line
      return 1;
    }
  }

  std::uint64_t consumed() const override { return current_->consumed(); }
  bool reads_zstd() const override { return current_->reads_zstd(); }

 private:
  // Continues with what follows the current data. Returns false if nothing does.
  Result<bool> go_on() {
    Stream rest = current_->take_rest();
    if (rest == nullptr) return false;
    const bytes::Head head = read_after_zeros(*rest);
    if (head.bytes.empty() && !head.error) return false;
    rest = bytes::headed(head, std::move(rest));
    if (const Compression* const next = compression_of(head.bytes)) {
      current_ = next->decompress(std::move(rest));
    } else if (has_record_line(head.bytes)) {
      current_ = std::move(rest);
    } else {
      current_ = std::move(rest);
      return fail("bytes after the compressed data are not read", "what precedes them counts");
    }
    return true;
  }

  Stream current_;
  char last_ = '\n';  // the last byte that was read
};

}  // namespace

Stream decompressed(std::string_view head, Stream& compressed, const ExpansionBounds& bounds) {
  const Compression* const compression = compression_of(head);
  if (compression == nullptr) return nullptr;
  // One bound for all of it.
  return bytes::bounded(std::make_unique<SequelStream>(compression->decompress(std::move(compressed))),
                        bounds);
}

bool is_compressed(std::string_view head) {
  return compression_of(head) != nullptr;
}

}  // namespace firstseen::archive
