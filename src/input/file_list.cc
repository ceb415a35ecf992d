#include "input/file_list.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>

#include "archive/file_kind.h"
#include "archive/selection.h"
#include "file/directory.h"
#include "file/file.h"
#include "file/status.h"

namespace firstseen::input {
namespace {

constexpr std::size_t kMaxDirectoryDepth = 128;

class Lister {
 public:
  Lister(FileList& list, const ListOptions& options)
      : list_(list), options_(options), skipped_(options.skipped.begin(), options.skipped.end()) {}

  void add_argument(const std::string& path) {
    const auto status = path == "-" ? file::status_of_descriptor(STDIN_FILENO) : file::status_of(path);
    if (!status) return list_.unreadable.push_back({path, status.error().message});
    if (status->kind != file::Kind::kDirectory || path == "-") return add_file(path, *status, true);
    const std::size_t found = found_;
    searched_.clear();  // names do not depend on the order of arguments
    add_directory(path, status->identity, 0);
    if (found_ == found) list_.without_file.push_back(path);
  }

 private:
  void add_file(const std::string& path, const file::Status& status, bool named) {
    ++found_;
    const auto [known, fresh] = seen_.try_emplace(status.identity, list_.files.size());
    if (named) list_.named.insert(path);
    if (fresh) return list_.files.push_back(path);
    // Keep the bytewise smallest name, but standard input only if it is not a regular file.
    std::string& name = list_.files[known->second];
    std::string other = path;
    const bool regular = status.kind == file::Kind::kRegular;
    if (other == "-" ? !regular : name == "-" ? regular : other < name) std::swap(other, name);
    if (list_.named.contains(other)) list_.named.insert(name);
    pass_over(other, archive::kSkippedRepeated);
  }

  void add_directory(const std::string& path, const file::Identity& identity, std::size_t depth) {
    if (!searched_.insert(identity).second) return pass_over(path, archive::kSkippedRepeated);
    if (depth >= kMaxDirectoryDepth)
      return list_.unreadable.push_back({path, "directories nested too deeply"});
    const auto names = file::names_in(path);
    if (!names) return list_.unreadable.push_back({path, names.error().message});
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    for (const std::string& name : *names) add_entry(prefix + name, name, depth);
  }

  void add_entry(const std::string& path, const std::string& name, std::size_t depth) {
    auto status = file::status_of_link(path);
    if (status && status->kind == file::Kind::kLink && options_.follow_links) status = file::status_of(path);
    if (!status) return list_.unreadable.push_back({path, status.error().message});
    const bool hidden = name.starts_with('.');
    if (skipped_.contains(status->identity)) {
      if (!hidden) pass_over(path, archive::kSkippedOutput);  // its temporary file is hidden
      return;
    }
    if (hidden) return pass_over(path, archive::kSkippedHidden);
    if (status->kind == file::Kind::kLink) return pass_over(path, archive::kSkippedLink);
    if (status->kind == file::Kind::kDirectory) return add_directory(path, status->identity, depth + 1);
    if (status->kind != file::Kind::kRegular) return pass_over(path, archive::kSkippedSpecial);
    if (!archive::is_export_name(name)) return add_by_content(path, name, *status);
    add_file(path, *status, false);
  }

  void add_by_content(const std::string& path, const std::string& name, const file::Status& status) {
    const auto file = file::File::open(path);
    if (!file) return list_.unreadable.push_back({path, file.error().message});
    if (!file->seekable()) return pass_over(path, archive::kSkippedSpecial);  // it was replaced just now
    const auto head = file->head(archive::kKindHeadBytes);
    if (!head) return list_.unreadable.push_back({path, head.error().message});
    const std::string_view reason = archive::why_skipped(name, *head, options_.known);
    reason.empty() ? add_file(path, status, false) : pass_over(path, reason);
  }

  void pass_over(const std::string& path, std::string_view reason) {
    list_.passed_over.push_back({path, std::string(reason)});
  }

  FileList& list_;
  const ListOptions& options_;
  std::set<file::Identity> skipped_;
  std::map<file::Identity, std::size_t> seen_;  // index into list_.files
  std::set<file::Identity> searched_;           // directories below the current argument
  std::size_t found_ = 0;                       // files to read, no matter under which name
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

FileList list_files(const std::vector<std::string>& arguments, const ListOptions& options) {
  FileList list;
  Lister lister(list, options);
  for (const std::string& argument : arguments) lister.add_argument(argument);
  return list;
}

}  // namespace firstseen::input
