#include "bytes/headed_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace firstseen::bytes {
namespace {

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

  bool reads_zstd() const override { return rest_->reads_zstd(); }

  void seek(std::uint64_t offset) override {
    given_ = head_.bytes.size();
    rest_->seek(offset);
  }

  // Adds what is left of the head to `before`, and returns the rest.
  std::unique_ptr<ByteStream> join(Head& before) {
    before.bytes.append(head_.bytes, given_);
    before.error = std::move(head_.error);
    return std::move(rest_);
  }

 private:
  Head head_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

}  // namespace

Head read_head(ByteStream& stream, std::size_t size) {
  std::string head(size, '\0');
  Filled filled = read_fully(stream, head.data(), head.size());
  head.resize(filled.size);
  return {std::move(head), std::move(filled.error)};
}

std::unique_ptr<ByteStream> headed(Head head, std::unique_ptr<ByteStream> rest) {
  // Heads before heads become one, so that streams do not nest.
  if (auto* const inner = dynamic_cast<HeadedStream*>(rest.get()); inner != nullptr && !head.error)
    rest = inner->join(head);
  return std::make_unique<HeadedStream>(std::move(head), std::move(rest));
}

}  // namespace firstseen::bytes
