#include "archive/archive_format.h"

#include "archive/tar_header.h"

namespace firstseen::archive {
namespace {

constexpr std::string_view kZipMember = "PK\3\4";  // a local file header
constexpr std::string_view kEmptyZip = "PK\5\6";   // the end of the central directory

constexpr std::string_view kSevenZip = "7z\xbc\xaf\x27\x1c";

}  // namespace

std::optional<ArchiveFormat> archive_format(std::string_view head) {
  if (head.starts_with(kZipMember) || head.starts_with(kEmptyZip)) return ArchiveFormat::kZip;
  if (head.starts_with(kSevenZip)) return ArchiveFormat::kSevenZip;
  if (has_tar_magic(head)) return ArchiveFormat::kTar;
  return std::nullopt;
}

}  // namespace firstseen::archive
