#include "file/status.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "file/system_error.h"

namespace firstseen::file {
namespace {

Kind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return Kind::kRegular;
  if (S_ISDIR(mode)) return Kind::kDirectory;
  if (S_ISLNK(mode)) return Kind::kLink;
  return S_ISBLK(mode) ? Kind::kBlockDevice : Kind::kOther;
}

constexpr std::uint64_t kBlockDevices = UINT64_MAX;  // no device has this number

// `failed` is the result of the call that filled `found`.
Result<Status> status_from(int failed, const struct stat& found) {
  if (failed != 0) return system_error();
  Status status{kind_of(found.st_mode), {found.st_dev, found.st_ino}, 0};
  // Several files may be names of one disk.
  if (status.kind == Kind::kBlockDevice) status.identity = {kBlockDevices, found.st_rdev};
  if (status.kind == Kind::kRegular) status.size_bytes = static_cast<std::uint64_t>(found.st_size);
  return status;
}

}  // namespace

Result<Status> status_of(const std::string& path) {
  struct stat found {};
  const int failed = ::stat(path.c_str(), &found);
  return status_from(failed, found);
}

Result<Status> status_of_link(const std::string& path) {
  struct stat found {};
  const int failed = ::lstat(path.c_str(), &found);
  return status_from(failed, found);
}

Result<Status> status_of_descriptor(int descriptor) {
  struct stat found {};
  const int failed = ::fstat(descriptor, &found);
  return status_from(failed, found);
}

Result<std::string> follow_links(const std::string& path) {
  constexpr int kMaxLinks = 40;  // the limit of Linux
  std::filesystem::path file = path;
  for (int i = 0; i <= kMaxLinks; ++i) {
    std::error_code not_a_link;
    const std::filesystem::path target = std::filesystem::read_symlink(file, not_a_link);
    if (not_a_link) return file.string();
    file = file.parent_path() / target;
  }
  errno = ELOOP;
  return system_error();
}

Entry entry_of(const std::string& path) {
  const std::filesystem::path file = path;
  return {file.has_parent_path() ? file.parent_path().string() : ".", file.filename().string()};
}

}  // namespace firstseen::file
