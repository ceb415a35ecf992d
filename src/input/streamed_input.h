// An input that is read from its start: a stream of documents, or an archive with one stream per
// file.
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

  // The rest of a file of lines: see StreamFile::rest().
  static StreamedInput rest(std::unique_ptr<bytes::ByteStream> stream, event::FileId id,
                            const std::string& path, const InputOptions& options, std::uint64_t offset,
                            std::size_t head_documents);

  // Fills `block` with the next block. Returns false if this step found none; the input may still
  // have blocks unless ended(). Not thread-safe.
  bool next(Block& block);
  bool ended() const { return stream_ == nullptr && (walk_ == nullptr || walk_->done()); }

  // Returns the reports that are new since the last call: of files that were opened, finished or
  // skipped.
  archive::FileReports take_reports() { return std::exchange(reports_, {}); }

  // The number of bytes read from the input so far.
  std::uint64_t consumed() const { return walk_ ? walk_->consumed() : consumed_; }

 private:
  explicit StreamedInput(const InputOptions& options) : options_(options) {}

  void start_file(event::FileId id, archive::FileReport report, std::unique_ptr<bytes::ByteStream> bytes);
  void walk_on();
  void finish_file();

  InputOptions options_;
  std::unique_ptr<archive::ArchiveWalk> walk_;  // null if the input is not an archive
  archive::FileReports reports_;

  // The current file.
  std::unique_ptr<StreamFile> stream_;
  event::FileId id_;
  archive::FileReport report_;
  std::uint64_t consumed_ = 0;  // of stream_, also after its end
};

}  // namespace firstseen::input
