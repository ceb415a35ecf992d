#include "cli/exit_status.h"

namespace firstseen::cli {

const std::vector<ExitStatusRow>& exit_statuses() {
  static const std::vector<ExitStatusRow> rows{
      {kDone, "done, findings or none"},
      {kFound, "done with findings, only with --exit-code"},
      {kNotRun,
       "usage, rule or query error, an output that would replace something else or cannot be opened, or no "
       "input readable at all: nothing was hunted"},
      {kIncomplete,
       "done, but some input could not be read to its end or was encrypted, more than one document may be "
       "lost, nothing was recognised, every record was rejected or no input held a document, or something "
       "was malformed or rejected with --strict; what was found is printed"},
      {kStopped,
       "stopped early (--max-errors, --max-terms, memory ran out), what was found so far is printed; or an "
       "output could not be written"},
      {kInterrupted,
       "interrupted; findings so far and the summary are printed, files are named FILE.incomplete"},
      {kTerminated,
       "terminated; findings so far and the summary are printed, files are named FILE.incomplete"},
  };
  return rows;
}

}  // namespace firstseen::cli
