#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace firstseen::bench {

// SplitMix64: the same numbers from the same seed on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool percent(std::uint64_t chance) { return below(100) < chance; }
  double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // in [0, 1)

  // That many random characters of an alphabet of 16 or 64.
  std::string text(std::size_t length, const char* alphabet, unsigned bits) {
    std::string out(length, '\0');
    std::uint64_t pool = 0;
    unsigned left = 0;
    for (char& c : out) {
      if (left < bits) {
        pool = next();
        left = 64;
      }
      c = alphabet[pool & ((1U << bits) - 1)];
      pool >>= bits;
      left -= bits;
    }
    return out;
  }
  std::string hex(std::size_t length) { return text(length, "0123456789abcdef", 4); }
  std::string base64(std::size_t length) {
    return text(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6);
  }
  std::string uuid() {
    std::string out = hex(32);
    for (const std::size_t place : {8U, 13U, 18U, 23U}) out.insert(place, 1, '-');
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace firstseen::bench
