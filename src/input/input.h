// Supplies the blocks of all inputs to any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "archive/file_report.h"
#include "input/block.h"
#include "input/file_list.h"
#include "input/input_options.h"

namespace firstseen::input {

class Input {
 public:
  // Opens each file only when its first block is needed.
  Input(std::vector<NumberedPath> files, const InputOptions& options);
  ~Input();

  // Fills `block` with the next block; each block is returned once. Returns false at the end.
  // Thread-safe.
  bool next(Block& block);

  // Makes further calls of next() return false. With `drain`, what streams have received before is returned
  // first. Thread-safe.
  void stop(bool drain = false);

  // The reports of all files that next() has come to. REQUIRES: next() has returned false in all
  // threads.
  const archive::FileReports& reports() const;

  // Returns the path of a file of which a block has been returned. Thread-safe.
  std::string path_of(event::FileId file) const;

  // The number of bytes read from files so far, and the sum of the known file sizes. Thread-safe.
  std::uint64_t bytes_consumed() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace firstseen::input
