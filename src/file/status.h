// What is at a path, without opening it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "firstseen/error.h"

namespace firstseen::file {

enum class Kind : std::uint8_t { kRegular, kDirectory, kLink, kBlockDevice, kOther };

// Tells a file from every other, by any name that it has.
struct Identity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend auto operator<=>(const Identity&, const Identity&) = default;
};

struct Status {
  Kind kind = Kind::kOther;
  Identity identity;
  std::uint64_t size_bytes = 0;  // 0 for all but regular files
};

// Errors are in the system's words and do not name the path.
Result<Status> status_of(const std::string& path);       // of what the path leads to
Result<Status> status_of_link(const std::string& path);  // of the path itself: never follows a link
Result<Status> status_of_descriptor(int descriptor);

// The file that writing to `path` creates or replaces: `path`, or what it links to, which may not exist yet.
// Fails when the links never end.
Result<std::string> follow_links(const std::string& path);

// A path as a name in a directory: `a/b` is `b` in `a`, `b` is `b` in `.`.
struct Entry {
  std::string folder;
  std::string name;
};
Entry entry_of(const std::string& path);

}  // namespace firstseen::file
