#include "archive/lookahead.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "bytes/headed_stream.h"

namespace firstseen::archive {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;  // at a time

}  // namespace

Lookahead::Lookahead(std::unique_ptr<bytes::ByteStream> stream)
    : stream_(std::move(stream)), buffer_(Lookahead::kKept + kReadBytes) {}

std::string_view Lookahead::ahead(std::size_t size) {
  while (end_ - next_ < size && fill()) {
  }
  return {buffer_.data() + next_, end_ - next_};
}

// Reads once. Keeps the last bytes that were taken. Returns false at the end.
bool Lookahead::fill() {
  if (ended_ || !stream_) return false;
  const std::size_t dropped = next_ - std::min(next_, kKept);
  std::memmove(buffer_.data(), buffer_.data() + dropped, end_ - dropped);
  begin_ += dropped;
  next_ -= dropped;
  end_ -= dropped;
  if (buffer_.size() - end_ < kReadBytes) buffer_.resize(end_ + kReadBytes);
  const auto got = stream_->read(buffer_.data() + end_, kReadBytes);
  if (!got) error_ = got.error();
  ended_ = !got || *got == 0;
  if (!ended_) end_ += *got;
  return !ended_;
}

bool Lookahead::skip(std::uint64_t size) {
  while (true) {
    const std::uint64_t count = std::min<std::uint64_t>(size, end_ - next_);
    take(static_cast<std::size_t>(count));
    size -= count;
    if (size == 0) return true;
    if (ahead(1).empty()) return false;
  }
}

void Lookahead::skip_zeros() {
  while (true) {
    const std::string_view bytes = ahead(1);
    const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
    take(zeros);
    if (zeros == 0) return;
  }
}

void Lookahead::seek(std::uint64_t offset) {
  stream_->seek(offset);
  begin_ = offset;
  next_ = end_ = 0;
  ended_ = false;
}

std::unique_ptr<bytes::ByteStream> Lookahead::take_rest() {
  if (!stream_) return nullptr;
  consumed_ = stream_->consumed();
  bytes::Head head{std::string(buffer_.data() + next_, end_ - next_), error_};
  next_ = end_;
  return bytes::headed(std::move(head), std::move(stream_));
}

}  // namespace firstseen::archive
