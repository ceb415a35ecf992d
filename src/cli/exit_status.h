// Exit statuses, the same for every command. If several apply, the largest wins. exit_statuses()
// has their meanings, which help prints and a test compares with docs/output.md.
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

// In ascending order.
const std::vector<ExitStatusRow>& exit_statuses();

}  // namespace firstseen::cli
