#include "output/sink.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "file/file.h"

namespace firstseen::output {
namespace {

// `problem` is an errno value or 0; `failure` is the start of an error message.
Result<WriteOutcome> outcome_of(int problem, const std::string& failure) {
  if (problem == EPIPE) return WriteOutcome::kClosedPipe;
  if (problem != 0) return fail(failure + ": " + std::strerror(problem));
  return WriteOutcome::kDone;
}

}  // namespace

Result<WriteOutcome> write_all(int descriptor, std::string_view text) {
  return outcome_of(file::write_whole(descriptor, text), "cannot write");
}

Result<Output> Output::open(const std::string& path) {
  Output output;
  if (path == "-") return output;
  auto file = file::NewFile::create(path);
  if (!file) return fail(file.error());
  output.file_.emplace(std::move(*file));
  return output;
}

bool Output::write(std::string_view text) {
  if (outcome_ && *outcome_ == WriteOutcome::kDone) {
    outcome_ = file_ ? outcome_of(file_->write(text), "cannot write " + file_->path())
                     : write_all(STDOUT_FILENO, text);
  }
  return outcome_ && *outcome_ == WriteOutcome::kDone;
}

Result<WriteOutcome> Output::finish() {
  if (!outcome_ || !file_) return outcome_;
  if (auto committed = file_->commit(); !committed) return fail(committed.error());
  return outcome_;
}

}  // namespace firstseen::output
