// The form for processors with AVX2.
#include <array>
#include <bit>
#include <string_view>

#include "json/embedded.h"
#include "json/template_tree.h"

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

namespace firstseen::json {
namespace {

class Block {
 public:
  static constexpr std::size_t kSize = 32;
  static constexpr std::uint64_t kAll = UINT32_MAX;

  Block() : bytes_(_mm256_setzero_si256()) {}
  explicit Block(const char* bytes) : bytes_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes))) {}

  std::uint64_t quotes() const { return mask(are('"')); }
  std::uint64_t backslashes() const { return mask(are('\\')); }
  std::uint64_t controls() const { return mask(are_controls()); }
  // In registers, since compilers would make them again for every string.
  struct Marks {
    __m256i quote = _mm256_set1_epi8('"');
    __m256i backslash = _mm256_set1_epi8('\\');
    __m256i last_control = _mm256_set1_epi8(0x1f);
    Marks() { asm("" : "+x"(quote), "+x"(backslash), "+x"(last_control)); }
  };
  std::uint64_t specials(const Marks& marks) const {
    const __m256i controls =
        _mm256_cmpeq_epi8(_mm256_max_epu8(bytes_, marks.last_control), marks.last_control);
    const __m256i ends =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes_, marks.quote), _mm256_cmpeq_epi8(bytes_, marks.backslash));
    return mask(_mm256_or_si256(ends, controls));
  }
  std::uint64_t equal(const Block& other) const { return mask(_mm256_cmpeq_epi8(bytes_, other.bytes_)); }
  bool is_ascii() const { return mask(bytes_) == 0; }
  Block& operator|=(const Block& other) {
    bytes_ = _mm256_or_si256(bytes_, other.bytes_);
    return *this;
  }

 private:
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

#include "json/template_match.inc"

MatchTemplate* fastest_match_template() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi2") != 0;
  return kHas ? match_template_avx2 : match_template_plain;
}

}  // namespace firstseen::json

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#else

namespace firstseen::json {

MatchTemplate* fastest_match_template() {
  return match_template_plain;
}

}  // namespace firstseen::json

#endif
