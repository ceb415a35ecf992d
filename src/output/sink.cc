#include "output/sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "file/file.h"

namespace firstseen::output {
namespace {

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail("cannot write " + path + ": " + std::strerror(errno));
}

}  // namespace

Result<WriteOutcome> write_all(int descriptor, std::string_view text) {
  const int problem = file::write_whole(descriptor, text);
  if (problem == EPIPE) return WriteOutcome::kClosedPipe;
  if (problem != 0) return fail(std::string("cannot write: ") + std::strerror(problem));
  return WriteOutcome::kDone;
}

Result<std::string> follow_links(const std::string& path) {
  constexpr int kMaxLinks = 40;  // what Linux follows
  std::filesystem::path file = path;
  for (int i = 0; i <= kMaxLinks; ++i) {
    std::error_code not_a_link;
    const std::filesystem::path target = std::filesystem::read_symlink(file, not_a_link);
    if (not_a_link) return file.string();
    file = file.parent_path() / target;
  }
  errno = ELOOP;
  return cannot_write(path);
}

Result<NewFile> NewFile::create(const std::string& path) {
  struct stat status {};
  const bool in_place = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  const auto target = follow_links(path);
  if (!target) return fail(target.error());
  std::string temporary = in_place ? "" : *target + ".XXXXXX";
  const int descriptor =
      in_place ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC) : ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path);
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

Result<WriteOutcome> NewFile::write(std::string_view text) {
  auto outcome = write_all(descriptor_, text);
  if (!outcome) return cannot_write(path_);
  return outcome;
}

Result<void> NewFile::commit() {
  if (temporary_.empty()) return {};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool done = ::fchmod(descriptor_, 0666 & ~mask) == 0 && ::fsync(descriptor_) == 0 &&
                    ::rename(temporary_.c_str(), target_.c_str()) == 0;
  if (!done) return cannot_write(path_);
  temporary_.clear();
  return {};
}

Result<Output> Output::open(const std::string& path) {
  Output output;
  if (path == "-") return output;
  auto file = NewFile::create(path);
  if (!file) return fail(file.error());
  output.file_.emplace(std::move(*file));
  return output;
}

bool Output::write(std::string_view text) {
  if (outcome_ && *outcome_ == WriteOutcome::kDone)
    outcome_ = file_ ? file_->write(text) : write_all(STDOUT_FILENO, text);
  return outcome_ && *outcome_ == WriteOutcome::kDone;
}

Result<WriteOutcome> Output::finish() {
  if (!outcome_ || !file_) return outcome_;
  if (auto committed = file_->commit(); !committed) return fail(committed.error());
  return outcome_;
}

}  // namespace firstseen::output
