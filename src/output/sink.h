// Output destinations: standard output, or a file that is written completely or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "file/new_file.h"
#include "firstseen/error.h"

namespace firstseen::output {

// The outcome of a write. A closed pipe is not an error: the reader stopped reading.
enum class WriteOutcome { kDone, kClosedPipe };

// Writes all of `text` to a file descriptor.
Result<WriteOutcome> write_all(int descriptor, std::string_view text);

// A destination that is written in pieces: a new file, or standard output for `-`.
class Output {
 public:
  static Result<Output> open(const std::string& path);

  // Returns false after a closed pipe or a write error; finish() reports which.
  bool write(std::string_view text);

  // Gives the file its final name, unless a write failed.
  Result<WriteOutcome> finish();

 private:
  std::optional<file::NewFile> file_;  // empty: standard output
  Result<WriteOutcome> outcome_ = WriteOutcome::kDone;
};

}  // namespace firstseen::output
