// Finds the files to read: those named as arguments, and exports below directories.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "csv/header.h"
#include "firstseen/file_identity.h"
#include "firstseen/input_problem.h"

namespace firstseen::input {

struct FileList {
  // In the order of the arguments, below a directory in bytewise order; `-` is standard input.
  std::vector<std::string> files;
  std::set<std::string> named;            // of these: are arguments themselves
  std::vector<InputProblem> passed_over;  // below directories, or repeated; see archive/file_kind.h
  std::vector<InputProblem> unreadable;   // files and directories that could not be looked at
  std::vector<std::string> without_file;  // directories that are arguments and hold no file to read
};

struct ListOptions {
  std::vector<FileIdentity> skipped = {};  // not read below directories
  bool follow_links = false;               // below directories
  csv::KnownColumns known = {};            // see archive/selection.h
};

// A file that is an argument is read no matter its name. Below a directory, files are selected by
// name or by their first bytes (archive/selection.h); hidden entries, symbolic links unless they are
// followed, and all but regular files are skipped. A file, identified by device and inode, is listed
// once, under the bytewise smallest of its names; standard input counts as a file, and is listed
// only if no regular file is the same. Below an argument each directory is searched once.
FileList list_files(const std::vector<std::string>& arguments, const ListOptions& options = {});

// A file to read, and its number in event::FileId.
struct NumberedPath {
  std::uint32_t number = 0;
  std::string path;
  std::optional<std::string_view> memory = {};  // its content, if it is in memory; must outlive reading
  bool named = true;                            // is an argument itself, not below a directory
};

// Numbers files in the bytewise order of their paths, without changing their order.
std::vector<NumberedPath> numbered(std::vector<NumberedPath> files);
std::vector<NumberedPath> numbered(const std::vector<std::string>& paths);

}  // namespace firstseen::input
