// A file that is written completely or not at all.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "file/status.h"
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

  // Syncs the file and names it `NAME.incomplete` instead, or `NAME.incomplete.2` and so on if that
  // exists; no file is replaced. Returns the name, which is `path` if it was written to directly.
  Result<std::string> keep_incomplete();

  const std::string& path() const { return path_; }

  // The file that is written, and the one that commit() would replace, if there is one.
  std::vector<Identity> identities() const;

 private:
  NewFile(std::string path, std::string target, std::string temporary, int descriptor)
      : path_(std::move(path)),
        target_(std::move(target)),
        temporary_(std::move(temporary)),
        descriptor_(descriptor) {}

  Result<void> rename_to(const std::string& target);

  std::string path_;       // as typed
  std::string target_;     // the path with symbolic links resolved
  std::string temporary_;  // empty: written in place
  int descriptor_ = -1;
};

}  // namespace firstseen::file
