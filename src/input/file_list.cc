#include "input/file_list.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>

#include "archive/selection.h"
#include "file/directory.h"
#include "file/status.h"

namespace firstseen::input {
namespace {

constexpr std::size_t kMaxDirectoryDepth = 128;

class Lister {
 public:
  explicit Lister(FileList& list) : list_(list) {}

  void add_argument(const std::string& path) {
    if (path == "-") return add_standard_input();
    const auto status = file::status_of(path);
    if (!status) return list_.unreadable.push_back({path, status.error().message});
    if (status->kind == file::Kind::kDirectory) {
      add_directory(path, 0);
    } else {
      add_file(path, status->identity);
    }
  }

 private:
  void add_standard_input() {
    const bool repeated = std::find(list_.files.begin(), list_.files.end(), "-") != list_.files.end();
    if (repeated) return pass_over("-", "named twice");
    list_.files.emplace_back("-");
  }

  void add_file(const std::string& path, const file::Identity& identity) {
    const auto [known, fresh] = seen_.try_emplace(identity, list_.files.size());
    if (fresh) return list_.files.push_back(path);
    // Keep the bytewise smallest name.
    std::string& name = list_.files[known->second];
    std::string other = path;
    if (other < name) std::swap(other, name);
    pass_over(other, "seen before");
  }

  void add_directory(const std::string& path, std::size_t depth) {
    if (depth >= kMaxDirectoryDepth)
      return list_.unreadable.push_back({path, "directories nested too deeply"});
    const auto names = file::names_in(path);
    if (!names) return list_.unreadable.push_back({path, names.error().message});
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    for (const std::string& name : *names) add_entry(prefix + name, name, depth);
  }

  void add_entry(const std::string& path, const std::string& name, std::size_t depth) {
    const auto status = file::status_of_link(path);
    if (!status) return list_.unreadable.push_back({path, status.error().message});
    if (name.starts_with('.')) return pass_over(path, archive::kPassedOverHidden);
    if (status->kind == file::Kind::kLink) return pass_over(path, archive::kPassedOverLink);
    if (status->kind == file::Kind::kDirectory) return add_directory(path, depth + 1);
    if (status->kind != file::Kind::kRegular) return pass_over(path, archive::kPassedOverSpecial);
    if (!archive::is_export_name(name)) return pass_over(path, archive::kPassedOverName);
    add_file(path, status->identity);
  }

  void pass_over(const std::string& path, std::string_view reason) {
    list_.passed_over.push_back({path, std::string(reason)});
  }

  FileList& list_;
  std::map<file::Identity, std::size_t> seen_;  // index into list_.files
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
