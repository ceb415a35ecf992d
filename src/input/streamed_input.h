// An input that is read from its start: a stream of texts, or an archive with a stream for each of its files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "input/archive_walk.h"
#include "input/block.h"
#include "input/file.h"
#include "input/file_report.h"
#include "input/input_options.h"
#include "input/stream_file.h"

namespace firstseen {

class StreamedInput {
 public:
  static Result<StreamedInput> open(File file, FileId id, const std::string& path,
                                    const InputOptions& options);

  // Fills `block` with the next block. False: there was none where it looked, which is the end when ended()
  // says so. One thread at a time.
  bool next(Block& block);
  bool ended() const { return stream_ == nullptr && (walk_ == nullptr || walk_->done()); }

  // What has become known since the last call: of files that were opened or done with.
  FileReports take_reports() { return std::exchange(reports_, {}); }

  // Bytes taken from the input so far.
  std::uint64_t consumed() const { return walk_ ? walk_->consumed() : consumed_; }

 private:
  explicit StreamedInput(const InputOptions& options) : options_(options) {}

  void start_file(FileId id, FileReport report, std::unique_ptr<ByteStream> bytes);
  void walk_on();
  void finish_file();

  InputOptions options_;
  std::unique_ptr<ArchiveWalk> walk_;  // of an archive
  FileReports reports_;

  // The file at hand.
  std::unique_ptr<StreamFile> stream_;
  FileId id_;
  FileReport report_;
  std::uint64_t consumed_ = 0;  // of stream_
};

}  // namespace firstseen
