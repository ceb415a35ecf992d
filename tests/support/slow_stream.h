// Bytes that can only be read in order, some at a time, as those of a pipe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "bytes/byte_stream.h"

namespace firstseen::test {

class SlowStream final : public bytes::ByteStream {
 public:
  SlowStream(std::string bytes, std::size_t at_once) : bytes_(std::move(bytes)), at_once_(at_once) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    const std::size_t count = std::min({room, bytes_.size() - at_, at_once_});
    bytes_.copy(out, count, at_);
    at_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return at_; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
  std::size_t at_once_;
};

}  // namespace firstseen::test
