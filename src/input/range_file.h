// An uncompressed file of lines that can be read anywhere: workers read its blocks by themselves, in
// parallel.
//
// Block i has the texts that begin in [i·B, (i+1)·B); the worker reads on to the end of the last one. No
// block needs to know about another, and a line's number is the count of texts in the blocks before it.
#pragma once

#include <cstdint>

#include "file/file.h"
#include "input/block.h"

namespace firstseen::input {

class RangeFile {
 public:
  // `max_text`: of a longer text only max_text + 1 bytes are read.
  static Result<RangeFile> open(file::File file, std::uint64_t block_bytes, std::uint64_t max_document);

  std::uint32_t block_count() const;
  std::uint64_t size() const { return file_.size(); }

  // Fills `block` with block number `index`. Any thread.
  Result<void> read(std::uint32_t index, Block& block) const;

 private:
  RangeFile(file::File file, std::uint64_t block_bytes, std::uint64_t max_document)
      : file_(std::move(file)), block_bytes_(block_bytes), max_document_(max_document) {}

  Result<void> find_samples();
  void sample_whole_file(Block& block) const;
  Result<void> extend(Block& block, std::uint64_t range_end) const;

  file::File file_;
  std::uint64_t block_bytes_;
  std::uint64_t max_document_;
  std::uint64_t head_end_ = 0;
  std::uint64_t tail_begin_ = UINT64_MAX;
};

}  // namespace firstseen::input
