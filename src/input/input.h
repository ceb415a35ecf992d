// All inputs of a hunt as one supply of blocks for any number of workers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "input/block.h"

namespace firstseen {

struct InputOptions {
  std::uint64_t block_bytes = 1024 * 1024;
  std::uint64_t max_text = 16 * 1024 * 1024;
};

// How the reading of one file went.
struct FileReport {
  std::string path;
  std::optional<Error> error;  // why it was not read, or not to its end
  bool opened = false;
  std::uint64_t tail_begin = 0;  // where the last kSampledTexts texts begin
};

class Input {
 public:
  // Files are opened when their turn comes, not before.
  Input(std::vector<std::string> files, const InputOptions& options);
  ~Input();

  // Fills `block` with a block that no other call has got; false when there is none left. Any thread.
  bool next(Block& block);

  // Every further next() says that nothing is left.
  void stop();

  // In the order of the files. When next() has returned false to all threads.
  const std::vector<FileReport>& reports() const;

  // Bytes taken from the files so far, and to be taken in all as far as sizes are known. Any thread.
  std::uint64_t bytes_consumed() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace firstseen
