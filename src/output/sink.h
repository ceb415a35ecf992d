// Where output goes: standard output, or a file that is written whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "file/new_file.h"
#include "firstseen/error.h"

namespace firstseen::output {

// Whether a write went through. A closed pipe is no error: whoever reads has seen enough.
enum class WriteOutcome { kDone, kClosedPipe };

// Writes all of `text` to a descriptor.
Result<WriteOutcome> write_all(int descriptor, std::string_view text);

// What is written to piece by piece: a new file, or standard output for `-`.
class Output {
 public:
  static Result<Output> open(const std::string& path);

  // False: no more is wanted, or nothing more can be written; finish() says which.
  bool write(std::string_view text);

  // Gives a file its name, when all went well.
  Result<WriteOutcome> finish();

 private:
  std::optional<file::NewFile> file_;  // none: standard output
  Result<WriteOutcome> outcome_ = WriteOutcome::kDone;
};

}  // namespace firstseen::output
