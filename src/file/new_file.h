// A file that is written whole or not at all.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "firstseen/error.h"

namespace firstseen::file {

// Written piece by piece: until commit() the content is in a temporary file next to it, which is removed with
// the object. A symbolic link stays, and its target is replaced. What is not a regular file (a device, a pipe)
// is written to directly. Errors name the path.
class NewFile {
 public:
  static Result<NewFile> create(const std::string& path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  // What went wrong as errno says it; 0: nothing.
  int write(std::string_view text);
  // Syncs it and gives it its name.
  Result<void> commit();

  const std::string& path() const { return path_; }

 private:
  NewFile(std::string path, std::string target, std::string temporary, int descriptor)
      : path_(std::move(path)),
        target_(std::move(target)),
        temporary_(std::move(temporary)),
        descriptor_(descriptor) {}

  std::string path_;       // as typed
  std::string target_;     // where its links lead
  std::string temporary_;  // empty: written in place
  int descriptor_ = -1;
};

}  // namespace firstseen::file
