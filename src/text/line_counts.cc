#include "text/line_counts.h"

#include <algorithm>

#include "text/ascii.h"

namespace firstseen {
namespace {

struct Newlines {
  std::uint64_t all = 0;
  std::uint64_t after_newline = 0;  // directly behind another one, or with a carriage return between
  std::uint64_t after_space = 0;    // of the others those behind two characters that may be white space
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
    std::uint8_t spaces = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto one = static_cast<std::uint8_t>(one_before[i]);
      const auto two = static_cast<std::uint8_t>(two_before[i]);
      const auto newline = static_cast<std::uint8_t>(p[i] == '\n');
      const auto directly = static_cast<std::uint8_t>(one == '\n');
      const auto with_return = static_cast<std::uint8_t>(static_cast<std::uint8_t>(one == '\r') &
                                                         static_cast<std::uint8_t>(two == '\n'));
      const auto blank = static_cast<std::uint8_t>(newline & (directly | with_return));
      const auto space = static_cast<std::uint8_t>(static_cast<std::uint8_t>(std::max(one, two)) <= ' ');
      all = static_cast<std::uint8_t>(all + newline);
      after = static_cast<std::uint8_t>(after + blank);
      spaces = static_cast<std::uint8_t>(spaces + (newline & space & (blank ^ 1)));
    }
    sum.all += all;
    sum.after_newline += after;
    sum.after_space += spaces;
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

// Line by line.
LineCounts count_each(std::string_view text) {
  LineCounts counts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++counts.lines;
    if (is_blank(text.substr(0, end))) ++counts.blank;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return counts;
}

}  // namespace

LineCounts count_lines(std::string_view text) {
  // The first lines have no two bytes before them, and the last one may have no newline.
  const std::size_t head_newline = text.find('\n', 1);
  if (head_newline == std::string_view::npos) return count_each(text);
  const std::size_t head = head_newline + 1;
  const std::size_t tail = text.rfind('\n') + 1;
  const Newlines newlines = count_newlines_anywhere(text.data() + head, tail - head);
  if (newlines.after_space > 0) return count_each(text);
  LineCounts counts = count_each(text.substr(0, head));
  const LineCounts last = count_each(text.substr(tail));
  counts.lines += newlines.all + last.lines;
  counts.blank += newlines.after_newline + last.blank;
  return counts;
}

}  // namespace firstseen
