// Output destinations: standard output, or a file that is written completely or not at all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/compressor.h"
#include "file/new_file.h"
#include "firstseen/error.h"

namespace firstseen::output {

// The outcome of a write. A closed pipe is not an error: the reader stopped reading.
enum class WriteOutcome { kDone, kClosedPipe };

// See file::open_standard_streams().
void open_standard_streams();

// Writes all of `text` to a file descriptor.
Result<WriteOutcome> write_all(int descriptor, std::string_view text);

// Whether a path is standard output: `-`, or its name in /dev.
bool is_standard_output(std::string_view path);

// A destination that is written in pieces: a new file, compressed if its name ends in .gz or .zst,
// or standard output.
class Output {
 public:
  static Result<Output> open(const std::string& path);

  // Returns false after a closed pipe or a write error; finish() reports which.
  bool write(std::string_view text);

  // Ends the content and gives the file its final name, unless a write failed.
  Result<WriteOutcome> finish();

  // Instead of finish(): ends the content of a run that did not. Returns the name under which the
  // file is kept (NewFile::keep_incomplete()); `-` for standard output.
  Result<std::string> keep_incomplete();

  // The files that must not be read as inputs: see NewFile::identities(). For standard output, the file
  // that it is redirected to.
  std::vector<file::Identity> identities() const;

 private:
  void put(std::string_view bytes);
  void end_content();

  std::optional<file::NewFile> file_;  // empty: standard output
  std::unique_ptr<bytes::Compressor> compressor_;
  std::string compressed_;  // reused
  Result<WriteOutcome> outcome_ = WriteOutcome::kDone;
};

}  // namespace firstseen::output
