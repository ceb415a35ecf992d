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

  // Opens `path` for reading; `-` is standard input. Once `stopped`, where there is one, is true every read
  // fails, one that waits for a pipe or a device soon after. It must outlive the file.
  static Result<File> open(const std::string& path, const std::atomic<bool>* stopped = nullptr);

  // What is in memory, as a file that can be read anywhere; `bytes` must outlive it.
  static File of_bytes(std::string_view bytes);

  // A file for writing and reading that has no name and is gone with its descriptor.
  static Result<File> temporary();

  // Whether any part can be read at any time; the size is that at the moment of opening, or what was
  // appended.
  bool seekable() const { return seekable_; }
  std::uint64_t size() const { return size_; }

  // At most `room` bytes from the current place; 0 at the end.
  Result<std::size_t> read(char* out, std::size_t room);

  // `room` bytes at `offset`, fewer only where the file has become shorter. Seekable files, any thread.
  Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t room) const;

  // The first `count` bytes, fewer of a shorter file. Seekable files, any thread.
  Result<std::string> head(std::size_t count) const;

  // Adds to the end of a temporary file.
  Result<void> append(std::string_view text);

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}

  Result<void> check_stopped() const;
  Result<void> wait_for_bytes() const;

  int descriptor_ = -1;
  std::string_view memory_;  // of of_bytes(): then there is no descriptor
  const std::atomic<bool>* stopped_ = nullptr;
  bool owned_ = false;
  bool seekable_ = false;
  std::uint64_t size_ = 0;
};

// Writes all of `text` to a descriptor. What went wrong as errno says it; 0: nothing.
int write_whole(int descriptor, std::string_view text);

}  // namespace firstseen::file
