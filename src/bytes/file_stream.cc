#include "bytes/file_stream.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace firstseen::bytes {
namespace {

class FileStream final : public ByteStream {
 public:
  explicit FileStream(file::File file) : file_(std::move(file)) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto got = file_.seekable() ? file_.read_at(offset_, out, room) : file_.read(out, room);
    if (!got) return got;
    offset_ += *got;
    taken_ += *got;
    return got;
  }

  // Capped at the file size, because bytes may be read again after a seek.
  std::uint64_t consumed() const override { return std::min(taken_, seekable_size().value_or(taken_)); }

  std::optional<std::uint64_t> seekable_size() const override {
    return file_.size() > 0 ? std::optional(file_.size()) : std::nullopt;
  }

  void seek(std::uint64_t offset) override { offset_ = offset; }

 private:
  file::File file_;
  std::uint64_t offset_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace

std::unique_ptr<ByteStream> stream_of(file::File file) {
  return std::make_unique<FileStream>(std::move(file));
}

}  // namespace firstseen::bytes
