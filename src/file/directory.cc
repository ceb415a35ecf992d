#include "file/directory.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace firstseen::file {

Result<std::vector<std::string>> names_in(const std::string& path) {
  std::error_code problem;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(path, problem), end; !problem && at != end;
       at.increment(problem)) {
    names.push_back(at->path().filename().string());
  }
  if (problem) return fail(problem.message());
  std::sort(names.begin(), names.end());
  return names;
}

FilesBelow files_below(const std::string& path) {
  std::error_code problem;
  FilesBelow below;
  for (std::filesystem::recursive_directory_iterator at(path, problem), end; !problem && at != end;
       at.increment(problem)) {
    std::error_code broken_link;
    if (at->is_regular_file(broken_link)) below.paths.push_back(at->path().string());
  }
  if (problem) below.problem = Error(problem.message());
  std::sort(below.paths.begin(), below.paths.end());
  return below;
}

}  // namespace firstseen::file
