// Watches over a hunt: draws the progress line and stops it on a signal.
#pragma once

#include <chrono>
#include <csignal>

#include "firstseen/hunt.h"

namespace firstseen::cli {

// SIGINT and SIGTERM are noted instead of ending the process; SIGPIPE is ignored.
void catch_signals();

// The signal that was noted; 0: none.
int caught_signal();

class Monitor final : public ReadMonitor {
 public:
  explicit Monitor(bool draw) : draw_(draw) {}
  // Wipes the line.
  ~Monitor() override;

  bool tick(const ReadProgress& progress) override;

  double seconds() const;

 private:
  bool draw_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace firstseen::cli
