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

// Whether a signal has arrived since the last call of acknowledge_signals(). Work ends early for the
// first one; writing what was found until then ends for a second one.
bool signal_pending();
void acknowledge_signals();

class Monitor final : public ReadMonitor {
 public:
  explicit Monitor(bool draw) : draw_(draw) {}
  // Erases the progress line.
  ~Monitor() override;

  // Returns false, and acknowledges it, after a signal.
  bool tick(const ReadProgress& progress) override;

  double seconds() const;

 private:
  bool draw_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace firstseen::cli
