// The form for every processor: words of eight bytes.
#include <array>
#include <bit>
#include <string_view>

#include "json/embedded.h"
#include "json/key.h"
#include "json/templates/template_tree.h"

#define MATCH_TEMPLATE match_template_plain

namespace firstseen::json::templates {
namespace {

// Bytes of numbers, true, false and null.
constexpr std::array<bool, 256> kBareBytes = [] {
  std::array<bool, 256> bytes{};
  for (const char c : std::string_view("0123456789+-.Eabcdefghijklmnopqrstuvwxyz"))
    bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}();

class Block {
 public:
  static constexpr std::size_t kSize = 8;

  explicit Block(const char* bytes) : word_(words::at(bytes)) {}

  std::uint64_t quotes() const { return mask(zeros(word_ ^ (words::kOnes * '"'))); }
  std::uint64_t backslashes() const { return mask(zeros(word_ ^ (words::kOnes * '\\'))); }
  std::uint64_t controls() const { return mask(zeros(word_ & (words::kOnes * 0xe0))); }
  struct Marks {};
  std::uint64_t specials(const Marks& /*marks*/) const { return quotes() | backslashes() | controls(); }
  std::uint64_t equal(const Block& other) const { return mask(zeros(word_ ^ other.word_)); }
  std::uint64_t not_bare() const {
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < kSize; ++i)
      others |= std::uint64_t{!kBareBytes[word_ >> (8 * i) & 0xff]} << i;
    return others;
  }
  std::uint64_t beyond_ascii() const { return word_ & kTopBits; }
  class Union {
   public:
    void add(const Block& block) { word_ |= block.word_; }
    std::uint64_t beyond_ascii() const { return word_ & kTopBits; }

   private:
    std::uint64_t word_ = 0;
  };

 private:
  static constexpr std::uint64_t kTopBits = words::kOnes << 7;

  // Returns a word in which the top bit of a byte is set if that byte of `word` is zero.
  static std::uint64_t zeros(std::uint64_t word) { return ~(((word & ~kTopBits) + ~kTopBits) | word); }
  // Returns the top bits of the bytes, as bits from the lowest on (little-endian).
  static std::uint64_t mask(std::uint64_t word) {
    constexpr std::uint64_t kGather = 0x0002040810204081;
    return (word & kTopBits) * kGather >> 56;
  }

  std::uint64_t word_;
};

}  // namespace

#include "json/templates/template_match.inc"

}  // namespace firstseen::json::templates
