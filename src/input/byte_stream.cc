#include "input/byte_stream.h"

#include <algorithm>
#include <cstring>

#include "input/gzip_stream.h"

namespace firstseen {
namespace {

constexpr std::size_t kHeadBytes = 512;

// The file itself, behind a head that was read to see what it is.
class FileStream final : public ByteStream {
 public:
  FileStream(File file, std::string head)
      : file_(std::move(file)), head_(std::move(head)), consumed_(head_.size()) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    if (given_ < head_.size()) {
      const std::size_t count = std::min(room, head_.size() - given_);
      std::memcpy(out, head_.data() + given_, count);
      given_ += count;
      return count;
    }
    auto got = file_.read(out, room);
    if (got) consumed_ += *got;
    return got;
  }

  std::uint64_t consumed() const override { return consumed_; }

 private:
  File file_;
  std::string head_;
  std::size_t given_ = 0;
  std::uint64_t consumed_;
};

}  // namespace

bool is_compressed(std::string_view head) {
  return head.starts_with(kGzipMagic);
}

Result<std::unique_ptr<ByteStream>> open_stream(File file) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    const auto got = file.read(head.data() + size, head.size() - size);
    if (!got) return fail(got.error());
    if (*got == 0) break;
    size += *got;
  }
  head.resize(size);
  const bool gzip = head.starts_with(kGzipMagic);
  std::unique_ptr<ByteStream> stream = std::make_unique<FileStream>(std::move(file), std::move(head));
  if (gzip) return gunzip(std::move(stream));
  return stream;
}

}  // namespace firstseen
