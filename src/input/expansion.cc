#include "input/expansion.h"

#include <string>
#include <utility>

namespace firstseen {
namespace {

class BoundedStream final : public ByteStream {
 public:
  BoundedStream(std::unique_ptr<ByteStream> stream, const ExpansionBounds& bounds)
      : stream_(std::move(stream)), expansion_(bounds) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto got = stream_->read(out, room);
    if (!got) return got;
    if (auto allowed = expansion_.add(*got, consumed()); !allowed) return fail(allowed.error());
    return got;
  }

  std::uint64_t consumed() const override { return stream_->consumed(); }

 private:
  std::unique_ptr<ByteStream> stream_;
  Expansion expansion_;
};

}  // namespace

Result<void> Expansion::add(std::uint64_t bytes, std::uint64_t consumed) {
  all_bytes_ += bytes;
  file_bytes_ += bytes;
  if (bounds_.file_bytes != 0 && file_bytes_ > bounds_.file_bytes) {
    return fail("decompressed it is larger than " + std::to_string(bounds_.file_bytes) + " bytes",
                "what precedes counts; --max-expanded sets the bound");
  }
  const bool is_free = bounds_.ratio == 0 || all_bytes_ <= bounds_.free_bytes;
  if (is_free || all_bytes_ / bounds_.ratio <= consumed) return {};
  return fail("it expands to more than " + std::to_string(bounds_.ratio) + " times its size",
              "what precedes counts; --max-expansion sets the bound");
}

std::unique_ptr<ByteStream> bounded(std::unique_ptr<ByteStream> decompressed, const ExpansionBounds& bounds) {
  return std::make_unique<BoundedStream>(std::move(decompressed), bounds);
}

}  // namespace firstseen
