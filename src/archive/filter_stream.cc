#include "archive/filter_stream.h"

#include "archive/archive_reader.h"

namespace firstseen::archive {
namespace {

// For libarchive, a compressed stream is an archive with one entry. Expansion is bounded by
// decoded().
class FilterStream final : public bytes::ByteStream {
 public:
  explicit FilterStream(std::unique_ptr<bytes::ByteStream> compressed)
      : reader_(std::move(compressed), ArchiveFormat::kBare, ExpansionBounds{0, 0, 0}) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    if (!opened_) {
      opened_ = true;
      if (const auto entry = reader_.next(); !entry) return fail(entry.error());
    }
    return reader_.read(out, room);
  }

  std::uint64_t consumed() const override { return reader_.consumed(); }

 private:
  ArchiveReader reader_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<bytes::ByteStream> unfiltered(std::unique_ptr<bytes::ByteStream> compressed) {
  return std::make_unique<FilterStream>(std::move(compressed));
}

}  // namespace firstseen::archive
