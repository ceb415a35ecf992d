#include "input/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace firstseen {
namespace {

tl::unexpected<Error> system_error() {
  return fail(std::strerror(errno));
}

}  // namespace

File::~File() {
  if (owned_) ::close(descriptor_);
}

File::File(File&& other) noexcept {
  *this = std::move(other);
}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(seekable_, other.seekable_);
  std::swap(size_, other.size_);
  return *this;
}

Result<File> File::open(const std::string& path) {
  const bool standard_input = path == "-";
  File file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.descriptor_ < 0) return system_error();
  file.owned_ = !standard_input;
  struct stat status {};
  if (::fstat(file.descriptor_, &status) != 0) return system_error();
  if (S_ISDIR(status.st_mode)) return fail("is a directory");
  file.seekable_ = S_ISREG(status.st_mode) && !standard_input;
  file.size_ = file.seekable_ ? static_cast<std::uint64_t>(status.st_size) : 0;
  return file;
}

Result<std::size_t> File::read(char* out, std::size_t room) {
  while (true) {
    const ssize_t got = ::read(descriptor_, out, room);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return system_error();
  }
}

Result<std::size_t> File::read_at(std::uint64_t offset, char* out, std::size_t room) const {
  std::size_t total = 0;
  while (total < room) {
    const ssize_t got = ::pread(descriptor_, out + total, room - total, static_cast<off_t>(offset + total));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error();
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
  }
  return total;
}

}  // namespace firstseen
