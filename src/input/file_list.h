// Finds the files to read: those named as arguments, and exports below directories.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/input_problem.h"

namespace firstseen::input {

struct FileList {
  // In the order of the arguments, below a directory in bytewise order; `-` is standard input.
  std::vector<std::string> files;
  std::vector<InputProblem> passed_over;  // below directories: archive::kPassedOver*; anywhere: repeated
  std::vector<InputProblem> unreadable;   // files and directories whose status could not be read
};

// A file that is an argument is read no matter its name. Below a directory, files are selected by
// name (*.json *.jsonl *.ndjson *.log, these with .gz .zst .bz2 .xz, *.zip *.tar*); hidden entries
// and symbolic links are skipped. A file, identified by device and inode, is listed once, under the
// bytewise smallest of its names.
FileList list_files(const std::vector<std::string>& arguments);

// A file to read, and its number in event::FileId.
struct NumberedPath {
  std::uint32_t number = 0;
  std::string path;
  std::optional<std::string_view> memory = {};  // its content, if it is in memory; must outlive reading
};

// Numbers files in the bytewise order of their paths, without changing their order.
std::vector<NumberedPath> numbered(std::vector<NumberedPath> files);
std::vector<NumberedPath> numbered(const std::vector<std::string>& paths);

}  // namespace firstseen::input
