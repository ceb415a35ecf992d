// All inputs of a hunt as one supply of blocks for any number of workers.
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
  // Files are opened when their turn comes, not before.
  Input(std::vector<NumberedPath> files, const InputOptions& options);
  ~Input();

  // Fills `block` with a block that no other call has got; false when there is none left. Any thread.
  bool next(Block& block);

  // Every further next() says that nothing is left.
  void stop();

  // Of all files whose turn has come. When next() has returned false to all threads.
  const archive::FileReports& reports() const;

  // Of a file of which a block has been returned. Any thread.
  std::string path_of(event::FileId file) const;

  // Bytes taken from the files so far, and to be taken in all as far as sizes are known. Any thread.
  std::uint64_t bytes_consumed() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace firstseen::input
