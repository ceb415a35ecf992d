#include "input/filter_stream.h"

#include <archive.h>
#include <archive_entry.h>

#include <optional>
#include <vector>

namespace firstseen {
namespace {

constexpr std::size_t kCompressedChunk = 64 * 1024;

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

class FilterStream final : public ByteStream {
 public:
  explicit FilterStream(std::unique_ptr<ByteStream> compressed)
      : compressed_(std::move(compressed)), buffer_(kCompressedChunk), archive_(archive_read_new()) {
    archive_read_support_filter_bzip2(archive_.get());
    archive_read_support_filter_xz(archive_.get());
    archive_read_support_format_raw(archive_.get());
  }

  Result<std::size_t> read(char* out, std::size_t room) override {
    if (!opened_) {
      opened_ = true;
      archive_entry* entry = nullptr;
      const bool open = archive_read_open(archive_.get(), this, nullptr, give, nullptr) == ARCHIVE_OK;
      if (!open || archive_read_next_header(archive_.get(), &entry) != ARCHIVE_OK) return damaged();
    }
    const la_ssize_t got = archive_read_data(archive_.get(), out, room);
    if (got < 0) return damaged();
    return static_cast<std::size_t>(got);
  }

  std::uint64_t consumed() const override { return compressed_->consumed(); }

 private:
  // What libarchive asks for more bytes with.
  static la_ssize_t give(archive*, void* self, const void** bytes) {
    auto& stream = *static_cast<FilterStream*>(self);
    const auto got = stream.compressed_->read(stream.buffer_.data(), stream.buffer_.size());
    if (!got) {
      stream.error_ = got.error();
      return -1;
    }
    *bytes = stream.buffer_.data();
    return static_cast<la_ssize_t>(*got);
  }

  tl::unexpected<Error> damaged() const {
    if (error_) return fail(*error_);
    return fail("the compressed data is damaged or ends too early", "what precedes the damage counts");
  }

  std::unique_ptr<ByteStream> compressed_;
  std::vector<char> buffer_;
  std::unique_ptr<archive, FreeArchive> archive_;
  std::optional<Error> error_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> unfiltered(std::unique_ptr<ByteStream> compressed) {
  return std::make_unique<FilterStream>(std::move(compressed));
}

}  // namespace firstseen
