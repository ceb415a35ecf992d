#include "archive/tar_header.h"

#include <algorithm>
#include <cstdint>

namespace firstseen::archive {
namespace {

// The magic with the bytes that follow it: a text has no zero byte there.
constexpr std::size_t kMagicOffset = 257;
constexpr std::string_view kPosix{"ustar\0", 6};
constexpr std::string_view kGnu{"ustar  \0", 8};

constexpr std::size_t kChecksumOffset = 148;
constexpr std::size_t kChecksumBytes = 8;

// Returns the number in octal digits behind blanks.
std::int64_t octal(std::string_view field) {
  std::int64_t number = 0;
  field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
  for (const char c : field) {
    if (c < '0' || c > '7') break;
    number = number * 8 + (c - '0');
  }
  return number;
}

}  // namespace

bool has_tar_magic(std::string_view block) {
  if (block.size() < kTarBlockBytes) return false;
  const std::string_view magic = block.substr(kMagicOffset);
  return magic.starts_with(kPosix) || magic.starts_with(kGnu);
}

// The checksum is the sum of all bytes, its own as blanks; some programs add them as signed numbers.
bool is_tar_header(std::string_view block) {
  if (!has_tar_magic(block)) return false;
  std::int64_t sum = 0;
  std::int64_t signed_sum = 0;
  for (std::size_t i = 0; i < kTarBlockBytes; ++i) {
    const bool own = i - kChecksumOffset < kChecksumBytes;
    const char byte = own ? ' ' : block[i];
    sum += static_cast<unsigned char>(byte);
    signed_sum += static_cast<signed char>(byte);
  }
  const std::int64_t expected = octal(block.substr(kChecksumOffset, kChecksumBytes));
  return expected == sum || expected == signed_sum;
}

std::size_t find_tar_header(std::string_view bytes) {
  for (std::size_t at = bytes.find("ustar", kMagicOffset); at != std::string_view::npos;
       at = bytes.find("ustar", at + 1)) {
    if (is_tar_header(bytes.substr(at - kMagicOffset))) return at - kMagicOffset;
  }
  return std::string_view::npos;
}

}  // namespace firstseen::archive
