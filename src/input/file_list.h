// Which files a hunt reads: arguments as they are, directories searched by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"

namespace firstseen::input {

struct FileList {
  struct Unread {
    std::string path;
    std::string reason;
  };

  std::vector<std::string>
      files;  // in the order of the arguments, below a directory in bytewise order; `-` is stdin
  std::vector<Unread> passed_over;  // below directories: by name, hidden, links; anywhere: seen before
  std::vector<Unread> unreadable;   // what could not even be looked at
};

// An argument that is a file is read whatever its name. Below a directory files are taken by name (*.json
// *.jsonl
// *.ndjson *.log, these with .gz .zst .bz2 .xz, *.zip *.tar*), hidden entries and symbolic links are passed
// over. Every file, by device and inode, counts once.
FileList list_files(const std::vector<std::string>& arguments);

}  // namespace firstseen::input
