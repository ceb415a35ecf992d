// The outputs of a command: checked and opened before anything is read, written and closed at its
// end.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/error.h"
#include "firstseen/input.h"
#include "output/output_guard.h"
#include "output/sink.h"

namespace firstseen::cli {

class Outputs {
 public:
  // Opens all outputs, so that none is found unwritable when the work is done. Fails, and writes
  // nothing, if one cannot be opened, or would destroy a file that the command reads, another output
  // or, without --overwrite, a file of another kind. From then on signals are caught, so that no
  // temporary file stays.
  static Result<Outputs> open(const Options& options, std::vector<output::PlannedOutput> planned);

  // Returns a sink that writes to the output of this number. Valid as long as this object.
  LineSink sink(std::size_t index);

  // The files that are written, for ReadRequest::skipped.
  std::vector<FileIdentity> identities() const;

  // Gives the file its final name or, if the run `ended_early`, one that shows it. Prints errors and
  // returns the exit status.
  int close(std::size_t index, bool ended_early);

  // Whether the reader of standard output has closed it.
  bool pipe_closed() const { return pipe_closed_; }

 private:
  std::vector<output::PlannedOutput> planned_;
  std::vector<output::Output> outputs_;
  bool pipe_closed_ = false;
};

}  // namespace firstseen::cli
