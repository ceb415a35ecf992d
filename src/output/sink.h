// Where output goes: standard output, or a file that is written whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "firstseen/error.h"

namespace firstseen::output {

// Whether a write went through. A closed pipe is no error: whoever reads has seen enough.
enum class WriteOutcome { kDone, kClosedPipe };

// Writes all of `text` to a descriptor.
Result<WriteOutcome> write_all(int descriptor, std::string_view text);

// The file that writing to `path` creates or replaces: `path`, or what it links to, which may not exist yet.
// Fails when the links never end.
Result<std::string> follow_links(const std::string& path);

// A file that is written piece by piece and appears whole or not at all: until commit() its content is in a
// temporary file next to it, which is removed with the object. A symbolic link stays, and its target is
// replaced. What is not a regular file (a device, a pipe) is written to directly.
class NewFile {
 public:
  static Result<NewFile> create(const std::string& path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  Result<WriteOutcome> write(std::string_view text);
  // Syncs it and gives it its name.
  Result<void> commit();

 private:
  NewFile(std::string path, std::string target, std::string temporary, int descriptor)
      : path_(std::move(path)),
        target_(std::move(target)),
        temporary_(std::move(temporary)),
        descriptor_(descriptor) {}

  std::string path_;       // as typed
  std::string target_;     // where its links lead
  std::string temporary_;  // empty: written in place
  int descriptor_ = -1;
};

// What is written to piece by piece: a new file, or standard output for `-`.
class Output {
 public:
  static Result<Output> open(const std::string& path);

  // False: no more is wanted, or nothing more can be written; finish() says which.
  bool write(std::string_view text);

  // Gives a file its name, when all went well.
  Result<WriteOutcome> finish();

 private:
  std::optional<NewFile> file_;  // none: standard output
  Result<WriteOutcome> outcome_ = WriteOutcome::kDone;
};

}  // namespace firstseen::output
