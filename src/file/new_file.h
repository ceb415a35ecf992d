// A file that is written completely or not at all.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "firstseen/error.h"

namespace firstseen::file {

// Until commit(), the content is in a temporary file in the same directory, which the destructor
// deletes. If the path is a symbolic link, its target is replaced. A path that exists and is not a
// regular file (a device, a pipe) is written to directly. Errors name the path.
class NewFile {
 public:
  static Result<NewFile> create(const std::string& path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  // Appends the text. Returns 0, or errno.
  int write(std::string_view text);
  // Syncs the file and gives it its final name.
  Result<void> commit();

  const std::string& path() const { return path_; }

 private:
  NewFile(std::string path, std::string target, std::string temporary, int descriptor)
      : path_(std::move(path)),
        target_(std::move(target)),
        temporary_(std::move(temporary)),
        descriptor_(descriptor) {}

  std::string path_;       // as typed
  std::string target_;     // the path with symbolic links resolved
  std::string temporary_;  // empty: written in place
  int descriptor_ = -1;
};

}  // namespace firstseen::file
