#include "bytes/expansion.h"

#include <algorithm>
#include <string>
#include <utility>

namespace firstseen::bytes {
namespace {

// The ratio is checked whenever this many bytes have been decompressed.
constexpr std::uint64_t kLookBytes = 256 * 1024;

class BoundedStream final : public ByteStream {
 public:
  BoundedStream(std::unique_ptr<ByteStream> stream, const ExpansionBounds& bounds)
      : stream_(std::move(stream)), expansion_(bounds) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto allowed = expansion_.allowed(room, consumed());
    if (!allowed) return allowed;
    auto got = stream_->read(out, *allowed);
    if (got) expansion_.add(*got);
    return got;
  }

  std::uint64_t consumed() const override { return stream_->consumed(); }
  std::unique_ptr<ByteStream> take_rest() override { return stream_->take_rest(); }
  bool reads_zstd() const override { return stream_->reads_zstd(); }

 private:
  std::unique_ptr<ByteStream> stream_;
  Expansion expansion_;
};

}  // namespace

// Reads never cross a multiple of kLookBytes, where the ratio is checked. So the file is cut off at
// the same byte for any read size.
Result<std::size_t> Expansion::allowed(std::size_t room, std::uint64_t consumed) const {
  if (bounds_.file_bytes != 0 && file_bytes_ > bounds_.file_bytes) {
    return fail("decompressed it is larger than " + std::to_string(bounds_.file_bytes) + " bytes",
                "what precedes counts; ExpansionBounds::file_bytes sets the bound");
  }
  const std::uint64_t since_look = all_bytes_ % kLookBytes;
  const bool is_free = bounds_.ratio == 0 || all_bytes_ <= bounds_.free_bytes;
  if (since_look == 0 && !is_free && all_bytes_ / bounds_.ratio > consumed) {
    return fail("it expands to more than " + std::to_string(bounds_.ratio) + " times its size",
                "what precedes counts; ExpansionBounds::ratio sets the bound");
  }
  std::uint64_t allowed = std::min<std::uint64_t>(room, kLookBytes - since_look);
  // Allow one byte more than the bound: it shows that the file is too large.
  if (bounds_.file_bytes != 0) allowed = std::min(allowed, bounds_.file_bytes - file_bytes_ + 1);
  return static_cast<std::size_t>(allowed);
}

void Expansion::add(std::uint64_t bytes) {
  all_bytes_ += bytes;
  file_bytes_ += bytes;
}

std::unique_ptr<ByteStream> bounded(std::unique_ptr<ByteStream> decompressed, const ExpansionBounds& bounds) {
  return std::make_unique<BoundedStream>(std::move(decompressed), bounds);
}

}  // namespace firstseen::bytes
