// Lists directories.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firstseen/error.h"

namespace firstseen::file {

// Returns the names in the directory itself, in bytewise order. Errors are messages of the system.
Result<std::vector<std::string>> names_in(const std::string& path);

// Regular files at any depth below a directory, and links to such files, in bytewise order of their
// paths. Links to directories are not followed.
struct FilesBelow {
  std::vector<std::string> paths;
  std::optional<Error> problem;  // why the search ended early
};
FilesBelow files_below(const std::string& path);

}  // namespace firstseen::file
