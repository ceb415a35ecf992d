#include "text/line_counts.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::text {
namespace {

struct Newlines {
  std::uint64_t all = 0;
  bool may_hold_blank_lines = false;  // a character after a newline may be blank
};

// Counts the newlines in [begin, begin + size). Reads the byte before `begin`. A chunk has fewer
// than 256 bytes, so that its count fits in one byte and compilers can vectorise the loop over
// bytes.
[[gnu::always_inline]] inline Newlines count_newlines(const char* begin, std::size_t size) {
  constexpr std::size_t kChunk = 224;
  Newlines sum;
  for (std::size_t at = 0; at < size; at += kChunk) {
    const char* const p = begin + at;
    const char* const before = p - 1;
    const std::size_t count = std::min(kChunk, size - at);
    std::uint8_t all = 0;
    std::uint8_t doubtful = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto newline = static_cast<std::uint8_t>(p[i] == '\n');
      const auto begins = static_cast<std::uint8_t>(before[i] == '\n');
      const auto space = static_cast<std::uint8_t>(static_cast<std::uint8_t>(p[i]) <= ' ');
      all = static_cast<std::uint8_t>(all + newline);
      doubtful = static_cast<std::uint8_t>(doubtful | (begins & space));
    }
    sum.all += all;
    sum.may_hold_blank_lines |= doubtful != 0;
  }
  return sum;
}

// Inlining compiles the loop again for AVX2.
[[gnu::target("avx2")]] Newlines count_newlines_avx2(const char* begin, std::size_t size) {
  return count_newlines(begin, size);
}

Newlines count_newlines_anywhere(const char* begin, std::size_t size) {
  static const bool kHasAvx2 = __builtin_cpu_supports("avx2") != 0;
  return kHasAvx2 ? count_newlines_avx2(begin, size) : count_newlines(begin, size);
}

LineCounts count_each(std::string_view text) {
  LineCounts counts;
  while (!text.empty()) {
    ++counts.lines;
    if (is_blank(take_line(text))) ++counts.blank;
  }
  return counts;
}

}  // namespace

LineCounts count_lines(std::string_view text) {
  // Counting newlines suffices if no line can be blank: no line begins with a character up to
  // space.
  if (text.empty() || static_cast<std::uint8_t>(text.front()) <= ' ') return count_each(text);
  const Newlines newlines = count_newlines_anywhere(text.data() + 1, text.size() - 1);
  if (newlines.may_hold_blank_lines) return count_each(text);
  return {newlines.all + (text.back() == '\n' ? 0 : 1), 0};
}

}  // namespace firstseen::text
