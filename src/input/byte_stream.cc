#include "input/byte_stream.h"

#include <algorithm>
#include <cstring>

#include "input/filter_stream.h"
#include "input/gzip_stream.h"
#include "input/utf16_stream.h"
#include "input/zstd_stream.h"

namespace firstseen {
namespace {

constexpr std::size_t kHeadBytes = 512;

// Compressed data within compressed data: beyond this it is read as it is.
constexpr std::size_t kMaxLayers = 3;

class FileStream final : public ByteStream {
 public:
  explicit FileStream(File file) : file_(std::move(file)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto got = file_.read(out, room);
    if (got) consumed_ += *got;
    return got;
  }

  std::uint64_t consumed() const override { return consumed_; }

 private:
  File file_;
  std::uint64_t consumed_ = 0;
};

// A stream whose first bytes have been read to see what it is.
class HeadedStream final : public ByteStream {
 public:
  HeadedStream(std::string head, std::unique_ptr<ByteStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    if (given_ == head_.size()) return rest_->read(out, room);
    const std::size_t count = std::min(room, head_.size() - given_);
    std::memcpy(out, head_.data() + given_, count);
    given_ += count;
    return count;
  }

  std::uint64_t consumed() const override { return rest_->consumed(); }

 private:
  std::string head_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

Result<std::string> read_head(ByteStream& stream) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    const auto got = stream.read(head.data() + size, head.size() - size);
    if (!got) return fail(got.error());
    if (*got == 0) break;
    size += *got;
  }
  head.resize(size);
  return head;
}

bool is_archive_filter(std::string_view head) {
  return head.starts_with(kBzip2Magic) || head.starts_with(kXzMagic);
}

}  // namespace

bool must_be_streamed(std::string_view head) {
  return head.starts_with(kGzipMagic) || head.starts_with(kZstdMagic) || is_archive_filter(head) ||
         head.starts_with(kUtf16Bom);
}

Result<std::unique_ptr<ByteStream>> open_stream(File file) {
  return decoded(std::make_unique<FileStream>(std::move(file)));
}

Result<std::unique_ptr<ByteStream>> decoded(std::unique_ptr<ByteStream> stream) {
  for (std::size_t layer = 0;; ++layer) {
    auto head = read_head(*stream);
    if (!head) return fail(head.error());
    const std::string begin = *head;
    stream = std::make_unique<HeadedStream>(std::move(*head), std::move(stream));
    if (begin.starts_with(kUtf16Bom)) return from_utf16(std::move(stream));
    if (layer == kMaxLayers) return stream;
    if (begin.starts_with(kGzipMagic)) {
      stream = gunzip(std::move(stream));
    } else if (begin.starts_with(kZstdMagic)) {
      stream = unzstd(std::move(stream));
    } else if (is_archive_filter(begin)) {
      stream = unfiltered(std::move(stream));
    } else {
      return stream;
    }
  }
}

}  // namespace firstseen
