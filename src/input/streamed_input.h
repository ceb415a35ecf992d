// An input that is read from its start: a stream of texts, or an archive with a stream for each of its files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "archive/archive_walk.h"
#include "archive/file_report.h"
#include "file/file.h"
#include "input/block.h"
#include "input/input_options.h"
#include "input/stream_file.h"

namespace firstseen::input {

class StreamedInput {
 public:
  static Result<StreamedInput> open(file::File file, event::FileId id, const std::string& path,
                                    const InputOptions& options);

  // Fills `block` with the next block. False: there was none where it looked, which is the end when ended()
  // says so. One thread at a time.
  bool next(Block& block);
  bool ended() const { return stream_ == nullptr && (walk_ == nullptr || walk_->done()); }

  // What has become known since the last call: of files that were opened or done with.
  archive::FileReports take_reports() { return std::exchange(reports_, {}); }

  // Bytes taken from the input so far.
  std::uint64_t consumed() const { return walk_ ? walk_->consumed() : consumed_; }

 private:
  explicit StreamedInput(const InputOptions& options) : options_(options) {}

  void start_file(event::FileId id, archive::FileReport report, std::unique_ptr<bytes::ByteStream> bytes);
  void walk_on();
  void finish_file();

  InputOptions options_;
  std::unique_ptr<archive::ArchiveWalk> walk_;  // of an archive
  archive::FileReports reports_;

  // The file at hand.
  std::unique_ptr<StreamFile> stream_;
  event::FileId id_;
  archive::FileReport report_;
  std::uint64_t consumed_ = 0;  // of stream_
};

}  // namespace firstseen::input
