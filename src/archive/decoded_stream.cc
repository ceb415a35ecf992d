#include "archive/decoded_stream.h"

#include <algorithm>
#include <cstring>

#include "archive/file_kind.h"
#include "archive/filter_stream.h"
#include "bytes/expansion.h"
#include "bytes/file_stream.h"
#include "bytes/gzip_stream.h"
#include "bytes/utf16_stream.h"
#include "bytes/zstd_stream.h"

namespace firstseen::archive {
namespace {

// The maximum number of compression layers that are removed. Data below them is read unchanged.
constexpr std::size_t kMaxLayers = 3;

// The first bytes of a stream, read to detect its format.
struct Head {
  std::string bytes;
  std::optional<Error> error;  // occurred after these bytes
};

// A stream whose first bytes have already been read. Returns these first, then the rest.
class HeadedStream final : public bytes::ByteStream {
 public:
  HeadedStream(Head head, std::unique_ptr<bytes::ByteStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    if (given_ == head_.bytes.size()) {
      if (head_.error) return fail(*head_.error);
      return rest_->read(out, room);
    }
    const std::size_t count = std::min(room, head_.bytes.size() - given_);
    std::memcpy(out, head_.bytes.data() + given_, count);
    given_ += count;
    return count;
  }

  std::uint64_t consumed() const override { return rest_->consumed(); }
  std::optional<std::uint64_t> seekable_size() const override { return rest_->seekable_size(); }

  void seek(std::uint64_t offset) override {
    given_ = head_.bytes.size();
    rest_->seek(offset);
  }

 private:
  Head head_;
  std::size_t given_ = 0;
  std::unique_ptr<bytes::ByteStream> rest_;
};

Head read_head(bytes::ByteStream& stream, std::size_t size) {
  std::string head(size, '\0');
  bytes::Filled filled = bytes::read_fully(stream, head.data(), head.size());
  head.resize(filled.size);
  return {std::move(head), std::move(filled.error)};
}

// Returns the beginning of 8-bit text without a byte order mark of UTF-16.
std::string_view without_false_mark(std::string_view head) {
  constexpr std::size_t kMarkBytes = 2;
  return head.substr(bytes::has_utf16_mark(head) ? kMarkBytes : 0);
}

// Whether libarchive decompresses the data.
bool is_archive_filter(std::string_view head) {
  return head.starts_with(kBzip2Magic) || head.starts_with(kXzMagic);
}

}  // namespace

bool is_packed(std::string_view head) {
  return head.starts_with(bytes::kGzipMagic) || head.starts_with(bytes::kZstdMagic) ||
         is_archive_filter(head) || archive_format(head).has_value();
}

bool must_be_streamed(std::string_view head) {
  return is_packed(head) || bytes::has_utf16_mark(head) || bytes::utf16_order(head).has_value();
}

std::string decoded_head(std::string_view head) {
  const auto order = bytes::utf16_order(head);
  if (!order) return std::string(without_false_mark(head));
  DecodedStream stream{bytes::from_utf16(bytes::stream_of(file::File::of_bytes(head)), *order), {}};
  return peek(stream);
}

std::string peek(DecodedStream& stream) {
  Head head = read_head(*stream.bytes, kKindHeadBytes);
  std::string begin = head.bytes;
  stream.bytes = std::make_unique<HeadedStream>(std::move(head), std::move(stream.bytes));
  return begin;
}

Result<DecodedStream> open_stream(file::File file, const ExpansionBounds& bounds) {
  return decoded(bytes::stream_of(std::move(file)), bounds);
}

Result<DecodedStream> decoded(std::unique_ptr<bytes::ByteStream> stream, const ExpansionBounds& bounds) {
  for (std::size_t layer = 0;; ++layer) {
    Head head = read_head(*stream, kArchiveHeadBytes);
    if (head.error && head.bytes.empty()) return fail(*head.error);
    const std::string begin = head.bytes;
    const auto order = is_packed(begin) ? std::nullopt : bytes::utf16_order(begin);
    if (!order) head.bytes = without_false_mark(begin);
    stream = std::make_unique<HeadedStream>(std::move(head), std::move(stream));
    if (order) return DecodedStream{bytes::from_utf16(std::move(stream), *order), std::nullopt, layer > 0};
    if (layer == kMaxLayers) return DecodedStream{std::move(stream), archive_format(begin), true};
    if (begin.starts_with(bytes::kGzipMagic)) {
      stream = bytes::bounded(bytes::gunzip(std::move(stream)), bounds);
    } else if (begin.starts_with(bytes::kZstdMagic)) {
      stream = bytes::bounded(bytes::unzstd(std::move(stream)), bounds);
    } else if (is_archive_filter(begin)) {
      stream = bytes::bounded(unfiltered(std::move(stream)), bounds);
    } else {
      return DecodedStream{std::move(stream), archive_format(begin), layer > 0};
    }
  }
}

}  // namespace firstseen::archive
