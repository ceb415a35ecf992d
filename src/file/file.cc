#include "file/file.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "file/status.h"
#include "file/system_error.h"

namespace firstseen::file {

File::~File() {
  if (owned_) ::close(descriptor_);
}

File::File(File&& other) noexcept {
  *this = std::move(other);
}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(memory_, other.memory_);
  std::swap(stopped_, other.stopped_);
  std::swap(owned_, other.owned_);
  std::swap(seekable_, other.seekable_);
  std::swap(size_, other.size_);
  return *this;
}

// With O_NONBLOCK, opening a pipe that has no writer yet does not block; `stopped` could not
// interrupt it.
Result<File> File::open(const std::string& path, const std::atomic<bool>* stopped) {
  const bool standard_input = path == "-";
  File file(standard_input ? STDIN_FILENO
                           : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.descriptor_ < 0) return system_error();
  file.stopped_ = stopped;
  file.owned_ = !standard_input;
  const auto status = status_of_descriptor(file.descriptor_);
  if (!status) return fail(status.error());
  if (status->kind == Kind::kDirectory) return fail("is a directory");
  file.seekable_ = status->kind == Kind::kRegular && !standard_input;
  file.size_ = file.seekable_ ? status->size_bytes : 0;
  return file;
}

File File::of_bytes(std::string_view bytes) {
  File file;
  file.memory_ = bytes;
  file.seekable_ = true;
  file.size_ = bytes.size();
  return file;
}

Result<File> File::temporary() {
  std::error_code ignored;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(ignored);
  std::string name = (folder.empty() ? "/tmp" : folder.string()) + "/firstseen-XXXXXX";
  File file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.descriptor_ < 0) return system_error();
  ::unlink(name.c_str());
  file.owned_ = file.seekable_ = true;
  return file;
}

Result<void> File::append(std::string_view text) {
  if (const int problem = write_whole(descriptor_, text); problem != 0) return fail(std::strerror(problem));
  size_ += text.size();
  return {};
}

Result<void> File::check_stopped() const {
  if (stopped_ != nullptr && *stopped_) return fail("stopped before its end");
  return {};
}

// Waits until read() does not block; returns false after a stop, for which it looks at every tick.
Result<bool> File::wait_for_bytes() const {
  constexpr int kTickMilliseconds = 100;
  while (true) {
    if (stopped_ != nullptr && *stopped_) return false;
    pollfd descriptor_to_read{descriptor_, POLLIN, 0};
    const int ready = ::poll(&descriptor_to_read, 1, kTickMilliseconds);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return system_error();
  }
}

Result<std::size_t> File::read(char* out, std::size_t room) {
  while (true) {
    const auto ready = wait_for_bytes();
    if (!ready) return fail(ready.error());
    if (!*ready) return 0;
    const ssize_t got = ::read(descriptor_, out, room);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR && errno != EAGAIN) return system_error();
  }
}

Result<std::size_t> File::read_at(std::uint64_t offset, char* out, std::size_t room) const {
  if (auto go_on = check_stopped(); !go_on) return fail(go_on.error());
  if (descriptor_ < 0) return memory_.copy(out, room, std::min<std::size_t>(offset, memory_.size()));
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

Result<std::string> File::head(std::size_t count) const {
  std::string head(size_ == 0 ? count : std::min<std::uint64_t>(count, size_), '\0');
  const auto got = read_at(0, head.data(), head.size());
  if (!got) return fail(got.error());
  head.resize(*got);
  return head;
}

void open_standard_streams() {
  for (int descriptor = ::open("/dev/null", O_RDWR); descriptor >= 0; descriptor = ::dup(descriptor)) {
    if (descriptor <= STDERR_FILENO) continue;
    ::close(descriptor);
    return;
  }
}

int write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace firstseen::file
