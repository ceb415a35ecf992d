// An open input: a file, a pipe, a device or standard input; or a temporary file.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "firstseen/error.h"

namespace firstseen::file {

class File {
 public:
  File() = default;
  ~File();
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Opens `path` for reading; `-` is standard input. When `*stopped` becomes true, all reads fail,
  // and a read that waits for a pipe or a device fails within about 100 ms. `stopped` may be null
  // and must outlive the file.
  static Result<File> open(const std::string& path, const std::atomic<bool>* stopped = nullptr);

  // Returns a seekable file with the content `bytes`, which must outlive it.
  static File of_bytes(std::string_view bytes);

  // Creates an unnamed file for writing and reading. It is deleted when it is closed.
  static Result<File> temporary();

  // Whether read_at() can be used. The size is that at opening plus what was appended; 0 if the file is not seekable, or
  // if it does not tell: files of some mounts, such as /proc, have content all the same.
  bool seekable() const { return seekable_; }
  std::uint64_t size() const { return size_; }

  // Reads up to `room` bytes from the current position; returns 0 at the end, and after a stop.
  Result<std::size_t> read(char* out, std::size_t room);

  // Reads `room` bytes at `offset`, fewer only at the end of the file. REQUIRES: seekable().
  // Thread-safe.
  Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t room) const;

  // Returns the first `count` bytes, fewer if the file is shorter. REQUIRES: seekable().
  // Thread-safe.
  Result<std::string> head(std::size_t count) const;

  // Appends to a temporary file.
  Result<void> append(std::string_view text);

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}

  Result<void> check_stopped() const;
  Result<bool> wait_for_bytes() const;

  int descriptor_ = -1;
  std::string_view memory_;  // content of of_bytes(), which has no descriptor
  const std::atomic<bool>* stopped_ = nullptr;
  bool owned_ = false;  // the destructor closes descriptor_
  bool seekable_ = false;
  std::uint64_t size_ = 0;
};

// Opens the null device as each standard stream that is closed, so that no file that is opened later
// takes its number and receives what is meant for it.
void open_standard_streams();

// Writes all of `text` to a descriptor. Returns 0, or errno.
int write_whole(int descriptor, std::string_view text);

}  // namespace firstseen::file
