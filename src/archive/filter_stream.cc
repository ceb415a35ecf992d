#include "archive/filter_stream.h"

#include <algorithm>
#include <array>

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
  bool reads_zstd() const override { return reader_.reads_zstd(); }
  std::unique_ptr<bytes::ByteStream> take_rest() override { return reader_.take_rest(); }

 private:
  ArchiveReader reader_;
  bool opened_ = false;
};

}  // namespace

bool begins_filtered(std::string_view head) {
  static constexpr std::array<std::string_view, 3> kMagics{"BZh", "\x04\x22\x4d\x18", "\x1f\x9d"};
  return std::any_of(kMagics.begin(), kMagics.end(),
                     [&](std::string_view magic) { return head.starts_with(magic); });
}

std::unique_ptr<bytes::ByteStream> unfiltered(std::unique_ptr<bytes::ByteStream> compressed) {
  return std::make_unique<FilterStream>(std::move(compressed));
}

}  // namespace firstseen::archive
