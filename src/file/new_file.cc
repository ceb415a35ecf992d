#include "file/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "file/file.h"
#include "file/status.h"

namespace firstseen::file {
namespace {

tl::unexpected<Error> cannot_write(const std::string& path, const std::string& reason) {
  return fail("cannot write " + path + ": " + reason);
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path) {
  const auto status = status_of(path);
  const bool in_place = status && status->kind != Kind::kRegular;
  const auto target = follow_links(path);
  if (!target) return cannot_write(path, target.error().message);
  std::string temporary = in_place ? "" : *target + ".XXXXXX";
  const int descriptor =
      in_place ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC) : ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path, std::strerror(errno));
  return NewFile(path, *target, std::move(temporary), descriptor);
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

int NewFile::write(std::string_view text) {
  return write_whole(descriptor_, text);
}

Result<void> NewFile::commit() {
  if (temporary_.empty()) return {};
  // mkostemp() creates files with mode 0600. umask() returns the mask only by setting another.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool done = ::fchmod(descriptor_, 0666 & ~mask) == 0 && ::fsync(descriptor_) == 0 &&
                    ::rename(temporary_.c_str(), target_.c_str()) == 0;
  if (!done) return cannot_write(path_, std::strerror(errno));
  temporary_.clear();
  return {};
}

}  // namespace firstseen::file
