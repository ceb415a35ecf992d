#include "file/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "file/file.h"
#include "file/status.h"
#include "file/system_error.h"

namespace firstseen::file {
namespace {

tl::unexpected<Error> cannot_write(const std::string& path, const std::string& reason) {
  return fail("cannot write " + path + ": " + reason);
}

// Creates an empty file named `name`, or `name`.2 and so on if that exists. Returns its name.
Result<std::string> reserve_name(const std::string& name) {
  constexpr int kMaxNumber = 1000;
  std::string numbered = name;
  for (int number = 2;; ++number) {
    const int descriptor = ::open(numbered.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
      ::close(descriptor);
      return numbered;
    }
    if (errno != EEXIST || number > kMaxNumber) return system_error();
    numbered = name + "." + std::to_string(number);
  }
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path) {
  const auto status = status_of(path);
  const bool in_place = status && status->kind != Kind::kRegular;
  const auto target = follow_links(path);
  if (!target) return cannot_write(path, target.error().message);
  // Links below /proc lead to open files, whose names may be those of other files by now.
  const auto replaced = status_of(*target);
  const bool same = status ? replaced && replaced->identity == status->identity : !replaced;
  if (!in_place && !same) return cannot_write(path, "the file that it leads to has no name");
  const auto [folder, name] = entry_of(*target);
  std::string temporary = in_place ? "" : folder + "/." + name + ".XXXXXX";
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

Result<void> NewFile::rename_to(const std::string& target) {
  // mkostemp() creates files with mode 0600. umask() returns the mask only by setting another.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  struct stat replaced {};
  const mode_t mode = ::stat(target_.c_str(), &replaced) == 0 ? replaced.st_mode & 0777 : 0666 & ~mask;
  const bool done = ::fchmod(descriptor_, mode) == 0 && ::fsync(descriptor_) == 0 &&
                    ::rename(temporary_.c_str(), target.c_str()) == 0;
  if (!done) return cannot_write(path_, std::strerror(errno));
  temporary_.clear();
  return {};
}

Result<void> NewFile::commit() {
  return temporary_.empty() ? Result<void>() : rename_to(target_);
}

Result<std::string> NewFile::keep_incomplete() {
  if (temporary_.empty()) return path_;
  auto name = reserve_name(target_ + ".incomplete");
  if (!name) return cannot_write(path_, name.error().message);
  if (auto renamed = rename_to(*name); !renamed) return fail(renamed.error());
  return name;
}

std::vector<Identity> NewFile::identities() const {
  std::vector<Identity> identities;
  if (const auto own = status_of_descriptor(descriptor_)) identities.push_back(own->identity);
  if (const auto replaced = status_of(target_)) identities.push_back(replaced->identity);
  return identities;
}

}  // namespace firstseen::file
