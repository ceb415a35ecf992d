// Exit statuses, the same for every command; of several reasons the larger status wins. What they mean is in
// exit_statuses(): help prints it from there, and a test compares docs/output.md with it.
#pragma once

#include <string_view>
#include <vector>

namespace firstseen::cli {

enum ExitStatus : int {
  kDone = 0,
  kFound = 1,
  kNotRun = 2,
  kIncomplete = 3,
  kStopped = 4,
  kInterrupted = 130,
  kTerminated = 143,
};

struct ExitStatusRow {
  ExitStatus status;
  std::string_view meaning;
};

// Ascending.
const std::vector<ExitStatusRow>& exit_statuses();

}  // namespace firstseen::cli
