#include "cli/monitor.h"

#include <unistd.h>

#include <string_view>

#include "cli/terminal.h"
#include "output/progress.h"
#include "output/sink.h"

namespace firstseen::cli {
namespace {

volatile std::sig_atomic_t noted_signal = 0;
volatile std::sig_atomic_t pending = 0;

constexpr std::string_view kNotice =
    "firstseen: interrupted: ends with what was read (a second signal: at once)\n";

void note_signal(int signal) {
  noted_signal = signal;
  pending = 1;
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
}

int caught_signal() {
  return noted_signal;
}

bool signal_pending() {
  return pending != 0;
}

void acknowledge_signals() {
  pending = 0;
}

Monitor::~Monitor() {
  if (drawn_) (void)output::write_all(STDERR_FILENO, output::kEraseLine);
}

double Monitor::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

bool Monitor::tick(const ReadProgress& progress) {
  if (draw_) {
    (void)output::write_all(STDERR_FILENO,
                            output::progress_line(progress, seconds(), columns(STDERR_FILENO)));
    drawn_ = true;
  }
  const bool stop = signal_pending();
  if (stop) {
    acknowledge_signals();
    if (drawn_) (void)output::write_all(STDERR_FILENO, output::kEraseLine);
    drawn_ = false;
    (void)output::write_all(STDERR_FILENO, kNotice);
  }
  return !stop;
}

}  // namespace firstseen::cli
