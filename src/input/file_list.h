// Which files a hunt reads: arguments as they are, directories searched by name.
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
  std::vector<InputProblem> passed_over;  // below directories: by name, hidden, links; anywhere: seen before
  std::vector<InputProblem> unreadable;   // what could not even be looked at
};

// An argument that is a file is read whatever its name. Below a directory files are taken by name (*.json
// *.jsonl *.ndjson *.log, these with .gz .zst .bz2 .xz, *.zip *.tar*), hidden entries and symbolic links are
// passed over. Every file, by device and inode, counts once, under the bytewise smallest of its names.
FileList list_files(const std::vector<std::string>& arguments);

// A file to read, and the number that it is known by (event::FileId).
struct NumberedPath {
  std::uint32_t number = 0;
  std::string path;
  std::optional<std::string_view> memory = {};  // what it holds, where it is in memory; must outlive reading
};

// Numbers files by their paths, bytewise, and keeps their order.
std::vector<NumberedPath> numbered(std::vector<NumberedPath> files);
std::vector<NumberedPath> numbered(const std::vector<std::string>& paths);

}  // namespace firstseen::input
