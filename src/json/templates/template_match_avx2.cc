// The form for processors with AVX2.
#include <array>
#include <bit>
#include <string_view>

#include "json/embedded.h"
#include "json/templates/template_tree.h"

#ifdef __x86_64__
#include <immintrin.h>

// What follows is compiled for these instructions; standard headers are not, since other files share their functions.
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif

#define MATCH_TEMPLATE match_template_avx2

namespace firstseen::json::templates {
namespace {

class Block {
 public:
  static constexpr std::size_t kSize = 32;

  explicit Block(const char* bytes) : bytes_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes))) {}

  std::uint64_t quotes() const { return mask(are('"')); }
  std::uint64_t backslashes() const { return mask(are('\\')); }
  std::uint64_t controls() const { return mask(are_controls()); }
  // Kept for all strings, since compilers would make them again for each.
  struct Marks {
    // For the low half of a byte, the quote or backslash that has it, or a control character.
    __m256i by_low_half = both_lanes({0, 0, '"', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\\', 0, 0, 0});
    __m256i last_control = _mm256_set1_epi8(0x1f);
    Marks() { asm("" : "+x"(by_low_half), "+x"(last_control)); }
  };
  std::uint64_t specials(const Marks& marks) const {
    const __m256i controls =
        _mm256_cmpeq_epi8(_mm256_max_epu8(bytes_, marks.last_control), marks.last_control);
    const __m256i others = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(marks.by_low_half, bytes_), bytes_);
    return mask(_mm256_or_si256(others, controls));
  }
  std::uint64_t equal(const Block& other) const { return mask(_mm256_cmpeq_epi8(bytes_, other.bytes_)); }
  std::uint64_t not_bare() const {
    // A byte is one of a scalar if the tables of its halves share a bit: 1 is that of `+-.`, 2 of digits, 4 of E,
    // 8 and 16 of letters.
    const __m256i of_low = both_lanes({18, 26, 26, 26, 26, 30, 26, 26, 26, 26, 24, 9, 8, 9, 9, 8});
    const __m256i of_high = both_lanes({0, 0, 1, 2, 4, 0, 8, 16, 0, 0, 0, 0, 0, 0, 0, 0});
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes_, 4), _mm256_set1_epi8(0x0f));
    const __m256i shared =
        _mm256_and_si256(_mm256_shuffle_epi8(of_low, bytes_), _mm256_shuffle_epi8(of_high, high));
    return mask(_mm256_cmpeq_epi8(shared, _mm256_setzero_si256()));
  }
  std::uint64_t beyond_ascii() const { return mask(bytes_); }
  class Union {
   public:
    Union() : bytes_(_mm256_setzero_si256()) {}
    void add(const Block& block) { bytes_ = _mm256_or_si256(bytes_, block.bytes_); }
    std::uint64_t beyond_ascii() const { return mask(bytes_); }

   private:
    __m256i bytes_;
  };

 private:
  static __m256i both_lanes(const std::array<char, 16>& bytes) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data())));
  }
  __m256i are(char c) const { return _mm256_cmpeq_epi8(bytes_, _mm256_set1_epi8(c)); }
  __m256i are_controls() const {
    const __m256i last = _mm256_set1_epi8(0x1f);
    return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes_, last), last);
  }
  // One bit per byte: its top bit.
  static std::uint64_t mask(__m256i bytes) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes)); }

  __m256i bytes_;
};

}  // namespace

#include "json/templates/template_match.inc"

}  // namespace firstseen::json::templates

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace firstseen::json::templates {

MatchTemplate* fastest_match_template() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                           __builtin_cpu_supports("bmi2") != 0;
  return kHas ? match_template_avx2 : match_template_plain;
}

}  // namespace firstseen::json::templates

#else

namespace firstseen::json::templates {

MatchTemplate* fastest_match_template() {
  return match_template_plain;
}

}  // namespace firstseen::json::templates

#endif
