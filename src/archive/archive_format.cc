#include "archive/archive_format.h"

namespace firstseen::archive {
namespace {

constexpr std::string_view kZipMember = "PK\3\4";  // a local file header
constexpr std::string_view kEmptyZip = "PK\5\6";   // the end of the central directory

constexpr std::string_view kSevenZip = "7z\xbc\xaf\x27\x1c";

// The magic of a tar header with the bytes that follow it: a text file has no zero byte there.
constexpr std::size_t kTarMagicOffset = 257;
constexpr std::string_view kPosixTar{"ustar\0", 6};
constexpr std::string_view kGnuTar{"ustar  \0", 8};

}  // namespace

std::optional<ArchiveFormat> archive_format(std::string_view head) {
  if (head.starts_with(kZipMember) || head.starts_with(kEmptyZip)) return ArchiveFormat::kZip;
  if (head.starts_with(kSevenZip)) return ArchiveFormat::kSevenZip;
  if (head.size() < kArchiveHeadBytes) return std::nullopt;
  const std::string_view magic = head.substr(kTarMagicOffset);
  if (magic.starts_with(kPosixTar) || magic.starts_with(kGnuTar)) return ArchiveFormat::kTar;
  return std::nullopt;
}

}  // namespace firstseen::archive
