#include "output/sink.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "file/file.h"
#include "file/status.h"

namespace firstseen::output {
namespace {

// `problem` is an errno value or 0; `failure` is the start of an error message.
Result<WriteOutcome> outcome_of(int problem, const std::string& failure) {
  if (problem == EPIPE) return WriteOutcome::kClosedPipe;
  if (problem != 0) return fail(failure + ": " + std::strerror(problem));
  return WriteOutcome::kDone;
}

}  // namespace

void open_standard_streams() {
  file::open_standard_streams();
}

Result<WriteOutcome> write_all(int descriptor, std::string_view text) {
  return outcome_of(file::write_whole(descriptor, text),
                    descriptor == STDOUT_FILENO ? "cannot write standard output" : "cannot write");
}

bool is_standard_output(std::string_view path) {
  return path == "-" || path == "/dev/stdout";
}

Result<Output> Output::open(const std::string& path) {
  Output output;
  if (is_standard_output(path)) return output;
  auto file = file::NewFile::create(path);
  if (!file) return fail(file.error());
  output.file_.emplace(std::move(*file));
  output.compressor_ = bytes::compressor_of(path);
  return output;
}

void Output::put(std::string_view bytes) {
  if (bytes.empty()) return;
  outcome_ = file_ ? outcome_of(file_->write(bytes), "cannot write " + file_->path())
                   : write_all(STDOUT_FILENO, bytes);
}

bool Output::write(std::string_view text) {
  const auto writes = [&] { return outcome_ && *outcome_ == WriteOutcome::kDone; };
  if (!writes()) return false;
  if (compressor_) {
    compressed_.clear();
    compressor_->add(text, compressed_);
    text = compressed_;
  }
  put(text);
  return writes();
}

void Output::end_content() {
  if (!compressor_ || !outcome_) return;
  compressed_.clear();
  compressor_->finish(compressed_);
  put(compressed_);
}

Result<WriteOutcome> Output::finish() {
  end_content();
  if (!outcome_ || !file_) return outcome_;
  if (auto committed = file_->commit(); !committed) return fail(committed.error());
  return outcome_;
}

Result<std::string> Output::keep_incomplete() {
  end_content();
  if (!outcome_) return fail(outcome_.error());
  return file_ ? file_->keep_incomplete() : "-";
}

std::vector<file::Identity> Output::identities() const {
  if (file_) return file_->identities();
  const auto status = file::status_of_descriptor(STDOUT_FILENO);
  if (!status || status->kind != file::Kind::kRegular) return {};
  return {status->identity};
}

}  // namespace firstseen::output
