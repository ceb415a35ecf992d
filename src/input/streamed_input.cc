#include "input/streamed_input.h"

#include <utility>

namespace firstseen::input {

Result<StreamedInput> StreamedInput::open(file::File file, event::FileId id, const std::string& path,
                                          const InputOptions& options) {
  auto stream = archive::open_stream(std::move(file), options.expansion);
  if (!stream) return fail(stream.error());
  StreamedInput input(options);
  if (stream->archive) {
    input.walk_ = std::make_unique<archive::ArchiveWalk>(id, path, std::move(*stream), options.max_members,
                                                         options.expansion, options.known);
  } else {
    archive::FileReport report;
    report.path = path;
    report.opened = true;
    input.start_file(id, std::move(report), std::move(stream->bytes));
  }
  return input;
}

StreamedInput StreamedInput::rest(std::unique_ptr<bytes::ByteStream> stream, event::FileId id,
                                  const std::string& path, const InputOptions& options, std::uint64_t offset,
                                  std::size_t head_documents) {
  StreamedInput input(options);
  input.id_ = id;
  input.report_.path = path;
  input.report_.opened = true;
  input.stream_ =
      StreamFile::rest(std::move(stream), options.block_bytes, options.max_document, offset, head_documents);
  return input;
}

bool StreamedInput::next(Block& block) {
  if (stream_ == nullptr && walk_ != nullptr) walk_on();
  if (stream_ == nullptr) return false;
  const bool more = stream_->next(block);
  block.file = id_;
  consumed_ = stream_->consumed();
  if (!more) finish_file();
  return more;
}

// Advances the walk by one entry of the archive.
void StreamedInput::walk_on() {
  auto member = walk_->next();
  if (!member) return;
  if (member->bytes) {
    start_file(member->id, std::move(member->report), std::move(member->bytes));
  } else {
    reports_[member->id] = std::move(member->report);
  }
}

void StreamedInput::start_file(event::FileId id, archive::FileReport report,
                               std::unique_ptr<bytes::ByteStream> bytes) {
  id_ = id;
  report_ = std::move(report);
  reports_[id] = report_;
  stream_ = std::make_unique<StreamFile>(std::move(bytes), options_.block_bytes, options_.max_document,
                                         options_.known);
}

void StreamedInput::finish_file() {
  report_.error = stream_->error();
  report_.kind = stream_->kind();
  report_.columns = stream_->columns();
  reports_[id_] = std::move(report_);
  stream_.reset();
}

}  // namespace firstseen::input
