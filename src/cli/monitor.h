// The monitor of a pass: draws the progress line, and stops the pass on a signal.
#pragma once

#include <chrono>
#include <csignal>

#include "firstseen/hunt.h"

namespace firstseen::cli {

// Records SIGINT and SIGTERM instead of ending the process, and ignores SIGPIPE.
void catch_signals();

// Returns the last recorded signal, or 0.
int caught_signal();

class Monitor final : public ReadMonitor {
 public:
  explicit Monitor(bool draw) : draw_(draw) {}
  // Erases the progress line.
  ~Monitor() override;

  // Returns false after a signal.
  bool tick(const ReadProgress& progress) override;

  double seconds() const;

 private:
  bool draw_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace firstseen::cli
