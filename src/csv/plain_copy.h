// Copies what a JSON string may hold as it is.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace firstseen::csv {

// `out` must have room for so many bytes beyond those copied.
inline constexpr std::size_t kCopySlack = 16;

// Whether it ends a cell, or must be escaped in a JSON string.
constexpr bool is_special(char c, char delimiter) {
  return c == delimiter || c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

// Copies the bytes of `in` before the first special one, and returns their number. Bytes after these in `out` may be
// overwritten.
inline std::size_t copy_plain(const char* in, std::size_t size, char delimiter, char* out) {
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i delimiters = _mm_set1_epi8(delimiter);
  const __m128i quotes = _mm_set1_epi8('"');
  const __m128i backslashes = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  for (; at + kCopySlack <= size; at += kCopySlack) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
    const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, quotes));
    const __m128i escaped = _mm_or_si128(_mm_cmpeq_epi8(bytes, backslashes),
                                         _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control));
    const auto special = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(marks, escaped)));
    if (special != 0) return at + static_cast<std::size_t>(std::countr_zero(special));
  }
#endif
  for (; at < size && !is_special(in[at], delimiter); ++at) out[at] = in[at];
  return at;
}

}  // namespace firstseen::csv
