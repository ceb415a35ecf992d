#include "output/sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace firstseen {
namespace {

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail("cannot write " + path + ": " + std::strerror(errno));
}

Result<WriteOutcome> write_in_place(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path);
  auto outcome = write_all(descriptor, text);
  ::close(descriptor);
  return outcome;
}

// Creates, fills and syncs the temporary file.
Result<void> fill_temporary(std::string& name, const std::string& path, std::string_view text) {
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const auto written = write_all(descriptor, text);
  const bool synced = written && ::fchmod(descriptor, 0666 & ~mask) == 0 && ::fsync(descriptor) == 0;
  const int problem = errno;
  ::close(descriptor);
  if (synced) return {};
  ::unlink(name.c_str());
  errno = problem;
  return cannot_write(path);
}

}  // namespace

Result<WriteOutcome> write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return WriteOutcome::kClosedPipe;
    if (written < 0) return fail(std::string("cannot write: ") + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return WriteOutcome::kDone;
}

Result<WriteOutcome> write_file(const std::string& path, std::string_view text) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) return write_in_place(path, text);
  std::string temporary = path + ".XXXXXX";
  if (auto filled = fill_temporary(temporary, path, text); !filled) return fail(filled.error());
  if (::rename(temporary.c_str(), path.c_str()) == 0) return WriteOutcome::kDone;
  const int problem = errno;
  ::unlink(temporary.c_str());
  errno = problem;
  return cannot_write(path);
}

}  // namespace firstseen
