// Reads the status of a file without opening it.
#pragma once

#include <cstdint>
#include <string>

#include "firstseen/error.h"
#include "firstseen/file_identity.h"

namespace firstseen::file {

enum class Kind : std::uint8_t { kRegular, kDirectory, kLink, kBlockDevice, kOther };

using Identity = FileIdentity;

struct Status {
  Kind kind = Kind::kOther;
  Identity identity;
  std::uint64_t size_bytes = 0;  // 0 for all but regular files
};

// Errors are messages of the system, without the path.
Result<Status> status_of(const std::string& path);       // follows symbolic links
Result<Status> status_of_link(const std::string& path);  // does not follow a symbolic link at the path
Result<Status> status_of_descriptor(int descriptor);

// Returns the file that writing to `path` creates or replaces: `path`, or the target of its
// symbolic links, which may not exist yet. Fails if the links form a loop.
Result<std::string> follow_links(const std::string& path);

// A path as a name in a directory: `a/b` is `b` in `a`, `b` is `b` in `.`.
struct Entry {
  std::string folder;
  std::string name;
};
Entry entry_of(const std::string& path);

}  // namespace firstseen::file
