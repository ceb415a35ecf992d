// Lets a monitor stop work that follows reading: merging, sorting.
#pragma once

#include <chrono>
#include <cstdint>

#include "firstseen/input.h"

namespace firstseen::pass {

class Heartbeat {
 public:
  // Thrown by beat() within firstseen; no public function lets it pass.
  struct Stopped {};

  // `monitor` may be null. `progress` is passed to it unchanged, as reading has ended.
  Heartbeat(ReadMonitor* monitor, const ReadProgress& progress) : monitor_(monitor), progress_(progress) {}

  // Must be called once per small piece of work, by the thread that started the pass. Calls the
  // monitor about ten times a second, and throws Stopped if it returns false.
  void beat() {
    if (monitor_ == nullptr || ++pieces_ % kPiecesPerCheck != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + kInterval;
    if (!monitor_->tick(progress_)) throw Stopped();
  }

 private:
  static constexpr std::uint64_t kPiecesPerCheck = 256;
  static constexpr std::chrono::milliseconds kInterval{100};

  ReadMonitor* monitor_;
  ReadProgress progress_;
  std::uint64_t pieces_ = 0;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace firstseen::pass
