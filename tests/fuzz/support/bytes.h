// Structure out of the bytes that a fuzzer makes up: the same bytes always give the same.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::fuzz {

// Between the parts of an input that stands for several texts: the control characters that ASCII has for it.
inline constexpr char kFileSeparator = '\x1c';

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Takes small numbers off the front of some bytes. Behind the end there are zeros, without an end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }

  // Below `bound`, which is at most 256.
  std::size_t below(std::size_t bound) { return byte() % bound; }

  bool chance(unsigned percent) { return byte() * 100U < percent * 256U; }

  // What has not been taken.
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// The pieces between separators, at most `limit`; the last one has all that is left.
std::vector<std::string_view> pieces(std::string_view text, char separator, std::size_t limit);

// Random numbers that the text decides.
std::mt19937 random_of(std::string_view text);

}  // namespace firstseen::fuzz
