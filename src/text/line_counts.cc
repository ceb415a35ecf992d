#include "text/line_counts.h"

#include <algorithm>
#include <array>

namespace firstseen {
namespace {

struct Newlines {
  std::uint64_t all = 0;
  std::uint64_t after_newline = 0;  // directly behind another one, or with a carriage return between
};

// How many newlines there are from `begin` on; two bytes before `begin` are read. In chunks whose counts fit
// a byte, so that compilers count many bytes at a time.
[[gnu::always_inline]] inline Newlines count_newlines(const char* begin, std::size_t size) {
  constexpr std::size_t kChunk = 224;
  Newlines sum;
  for (std::size_t at = 0; at < size; at += kChunk) {
    const char* const p = begin + at;
    const char* const one_before = p - 1;
    const char* const two_before = p - 2;
    const std::size_t count = std::min(kChunk, size - at);
    std::uint8_t all = 0;
    std::uint8_t after = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto newline = static_cast<std::uint8_t>(p[i] == '\n');
      const auto directly = static_cast<std::uint8_t>(one_before[i] == '\n');
      const auto with_return = static_cast<std::uint8_t>(static_cast<std::uint8_t>(one_before[i] == '\r') &
                                                         static_cast<std::uint8_t>(two_before[i] == '\n'));
      all = static_cast<std::uint8_t>(all + newline);
      after = static_cast<std::uint8_t>(after + (newline & (directly | with_return)));
    }
    sum.all += all;
    sum.after_newline += after;
  }
  return sum;
}

[[gnu::target("avx2")]] Newlines count_newlines_avx2(const char* begin, std::size_t size) {
  return count_newlines(begin, size);
}

Newlines count_newlines_anywhere(const char* begin, std::size_t size) {
  static const bool kHasAvx2 = __builtin_cpu_supports("avx2") != 0;
  return kHasAvx2 ? count_newlines_avx2(begin, size) : count_newlines(begin, size);
}

}  // namespace

LineCounts count_lines(std::string_view text) {
  if (text.empty()) return {};
  LineCounts counts;
  // The first two bytes have no two bytes before them within the text.
  const std::size_t head = std::min<std::size_t>(2, text.size());
  for (std::size_t i = 0; i < head; ++i) {
    if (text[i] != '\n') continue;
    ++counts.lines;
    const std::string_view before = text.substr(0, i);
    if (before.empty() || before == "\r" || before == "\n") ++counts.blank;
  }
  const Newlines rest = count_newlines_anywhere(text.data() + head, text.size() - head);
  counts.lines += rest.all;
  counts.blank += rest.after_newline;
  if (text.back() != '\n') ++counts.lines;
  return counts;
}

}  // namespace firstseen
