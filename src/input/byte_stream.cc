#include "input/byte_stream.h"

#include <algorithm>
#include <cstring>

#include "input/expansion.h"
#include "input/filter_stream.h"
#include "input/gzip_stream.h"
#include "input/utf16_stream.h"
#include "input/zstd_stream.h"

namespace firstseen {
namespace {

// Compressed data within compressed data: beyond this it is read as it is.
constexpr std::size_t kMaxLayers = 3;

class FileStream final : public ByteStream {
 public:
  explicit FileStream(File file) : file_(std::move(file)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto got = file_.seekable() ? file_.read_at(offset_, out, room) : file_.read(out, room);
    if (!got) return got;
    offset_ += *got;
    taken_ += *got;
    return got;
  }

  // What is read again after a seek counts once.
  std::uint64_t consumed() const override {
    return file_.seekable() ? std::min(taken_, file_.size()) : taken_;
  }

  std::optional<std::uint64_t> seekable_size() const override {
    return file_.seekable() ? std::optional(file_.size()) : std::nullopt;
  }

  void seek(std::uint64_t offset) override { offset_ = offset; }

 private:
  File file_;
  std::uint64_t offset_ = 0;
  std::uint64_t taken_ = 0;
};

// The first bytes of a stream, read to see what it is.
struct Head {
  std::string bytes;
  std::optional<Error> error;  // came behind them
};

// A stream whose first bytes have been read to see what it is.
class HeadedStream final : public ByteStream {
 public:
  HeadedStream(Head head, std::unique_ptr<ByteStream> rest)
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
  std::unique_ptr<ByteStream> rest_;
};

Head read_head(ByteStream& stream) {
  Head head{std::string(kArchiveHeadBytes, '\0'), std::nullopt};
  std::size_t size = 0;
  while (size < head.bytes.size()) {
    const auto got = stream.read(head.bytes.data() + size, head.bytes.size() - size);
    if (!got) head.error = got.error();
    if (!got || *got == 0) break;
    size += *got;
  }
  head.bytes.resize(size);
  return head;
}

bool is_archive_filter(std::string_view head) {
  return head.starts_with(kBzip2Magic) || head.starts_with(kXzMagic);
}

}  // namespace

bool must_be_streamed(std::string_view head) {
  return head.starts_with(kGzipMagic) || head.starts_with(kZstdMagic) || is_archive_filter(head) ||
         head.starts_with(kUtf16Bom) || archive_format(head).has_value();
}

Result<DecodedStream> open_stream(File file, const ExpansionBounds& bounds) {
  return decoded(std::make_unique<FileStream>(std::move(file)), bounds);
}

Result<DecodedStream> decoded(std::unique_ptr<ByteStream> stream, const ExpansionBounds& bounds) {
  for (std::size_t layer = 0;; ++layer) {
    Head head = read_head(*stream);
    if (head.error && head.bytes.empty()) return fail(*head.error);
    const std::string begin = head.bytes;
    stream = std::make_unique<HeadedStream>(std::move(head), std::move(stream));
    if (begin.starts_with(kUtf16Bom)) return DecodedStream{from_utf16(std::move(stream)), std::nullopt};
    if (layer == kMaxLayers) return DecodedStream{std::move(stream), archive_format(begin)};
    if (begin.starts_with(kGzipMagic)) {
      stream = bounded(gunzip(std::move(stream)), bounds);
    } else if (begin.starts_with(kZstdMagic)) {
      stream = bounded(unzstd(std::move(stream)), bounds);
    } else if (is_archive_filter(begin)) {
      stream = bounded(unfiltered(std::move(stream)), bounds);
    } else {
      return DecodedStream{std::move(stream), archive_format(begin)};
    }
  }
}

}  // namespace firstseen
