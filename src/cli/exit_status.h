// Exit codes, the same for every subcommand; of several reasons the larger code wins.
#pragma once

namespace firstseen::cli {

enum ExitStatus : int {
  kDone = 0,        // findings or none
  kFound = 1,       // findings, with --exit-code
  kNotRun = 2,      // usage, rule or query error, or no input readable at all
  kIncomplete = 3,  // some input was not read to its end, or nothing was recognised
  kStopped = 4,     // an output could not be written
  kInterrupted = 130,
  kTerminated = 143,
};

}  // namespace firstseen::cli
