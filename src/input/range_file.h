// A seekable, uncompressed file of lines. Workers read its blocks independently and in parallel.
//
// With blocks of B bytes, block i has the documents that begin in [i·B, (i+1)·B); the worker reads
// on to the end of the last one. Blocks do not depend on each other. Line numbers are made from the
// numbers of lines in earlier blocks when all blocks have been read (pass/line_numbers.h).
#pragma once

#include <cstdint>

#include "file/file.h"
#include "input/block.h"

namespace firstseen::input {

class RangeFile {
 public:
  // Of a document longer than `max_document` bytes, at least one byte more is read, but not always
  // the rest.
  static Result<RangeFile> open(file::File file, std::uint64_t block_bytes, std::uint64_t max_document);

  std::uint32_t block_count() const;
  std::uint64_t size() const { return file_.size(); }

  // Fills `block` with block number `index`. Thread-safe.
  Result<void> read(std::uint32_t index, Block& block) const;

  // Reads up to `room` bytes at `offset`. Thread-safe.
  Result<std::size_t> read_at(std::uint64_t offset, char* out, std::size_t room) const;

  // Returns how many of the first kSampledDocuments lines begin before `offset`, which begins a line.
  Result<std::size_t> head_lines_before(std::uint64_t offset) const;

 private:
  RangeFile(file::File file, std::uint64_t block_bytes, std::uint64_t max_document)
      : file_(std::move(file)), block_bytes_(block_bytes), max_document_(max_document) {}

  Result<void> find_samples();
  void sample_whole_file(Block& block) const;
  Result<void> extend(Block& block, std::uint64_t range_end) const;

  file::File file_;
  std::uint64_t block_bytes_;
  std::uint64_t max_document_;
  // See Block. Not used if there is only one block.
  std::uint64_t head_end_ = 0;
  std::uint64_t tail_begin_ = UINT64_MAX;
};

}  // namespace firstseen::input
