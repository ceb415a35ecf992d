#include "input/file_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <numeric>
#include <string_view>
#include <system_error>

#include "archive/selection.h"

namespace firstseen::input {
namespace {

constexpr std::size_t kMaxDirectoryDepth = 128;

using Identity = std::pair<dev_t, ino_t>;

class Lister {
 public:
  explicit Lister(FileList& list) : list_(list) {}

  void add_argument(const std::string& path) {
    if (path == "-") return add_standard_input();
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return list_.unreadable.push_back({path, std::strerror(errno)});
    if (S_ISDIR(status.st_mode)) {
      add_directory(path, 0);
    } else {
      add_file(path, status);
    }
  }

 private:
  void add_standard_input() {
    const bool repeated = std::find(list_.files.begin(), list_.files.end(), "-") != list_.files.end();
    if (repeated) return pass_over("-", "named twice");
    list_.files.emplace_back("-");
  }

  void add_file(const std::string& path, const struct stat& status) {
    const auto [known, fresh] = seen_.try_emplace({status.st_dev, status.st_ino}, list_.files.size());
    if (fresh) return list_.files.push_back(path);
    std::string& name = list_.files[known->second];
    std::string other = path;
    if (other < name) std::swap(other, name);
    pass_over(other, "seen before");
  }

  void add_directory(const std::string& path, std::size_t depth) {
    if (depth >= kMaxDirectoryDepth)
      return list_.unreadable.push_back({path, "directories nested too deeply"});
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
      names.push_back(at->path().filename().string());
    }
    if (error) return list_.unreadable.push_back({path, error.message()});
    std::sort(names.begin(), names.end());
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    for (const std::string& name : names) add_entry(prefix + name, name, depth);
  }

  void add_entry(const std::string& path, const std::string& name, std::size_t depth) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return list_.unreadable.push_back({path, std::strerror(errno)});
    if (name.starts_with('.')) return pass_over(path, archive::kPassedOverHidden);
    if (S_ISLNK(status.st_mode)) return pass_over(path, archive::kPassedOverLink);
    if (S_ISDIR(status.st_mode)) return add_directory(path, depth + 1);
    if (!S_ISREG(status.st_mode)) return pass_over(path, archive::kPassedOverSpecial);
    if (!archive::is_export_name(name)) return pass_over(path, archive::kPassedOverName);
    add_file(path, status);
  }

  void pass_over(const std::string& path, std::string_view reason) {
    list_.passed_over.push_back({path, std::string(reason)});
  }

  FileList& list_;
  std::map<Identity, std::size_t> seen_;  // which of the list's files
};

}  // namespace

std::vector<NumberedPath> numbered(std::vector<NumberedPath> files) {
  std::vector<std::size_t> by_path(files.size());
  std::iota(by_path.begin(), by_path.end(), 0);
  std::stable_sort(by_path.begin(), by_path.end(),
                   [&](std::size_t a, std::size_t b) { return files[a].path < files[b].path; });
  for (std::size_t i = 0; i < by_path.size(); ++i) files[by_path[i]].number = static_cast<std::uint32_t>(i);
  return files;
}

std::vector<NumberedPath> numbered(const std::vector<std::string>& paths) {
  std::vector<NumberedPath> files;
  for (const std::string& path : paths) files.push_back({0, path});
  return numbered(std::move(files));
}

FileList list_files(const std::vector<std::string>& arguments) {
  FileList list;
  Lister lister(list);
  for (const std::string& argument : arguments) lister.add_argument(argument);
  return list;
}

}  // namespace firstseen::input
