#include <malloc.h>

#include <new>

#include "cli/exit_status.h"
#include "cli/hunt_command.h"
#include "cli/inspect_command.h"
#include "cli/normalize_command.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/rules_command.h"

namespace {

// glibc raises this by itself as large pieces are freed, and from then on keeps them in its arenas, where
// blocks of many sizes leave holes that add up: 100 MiB instead of 31 over 6 GB of long texts from a pipe.
void return_large_pieces_to_the_system() {
  [[maybe_unused]] constexpr int kLargeBytes = 256 * 1024;
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, kLargeBytes);
#endif
}

using firstseen::cli::Parsed;

int run(const Parsed& parsed) {
  switch (parsed.command) {
    case Parsed::Command::kNone: return parsed.exit_status;
    case Parsed::Command::kRules: return firstseen::cli::rules_command(parsed.options.rules);
    case Parsed::Command::kInspect: return firstseen::cli::inspect_command(parsed.options.inspect);
    case Parsed::Command::kNormalize: return firstseen::cli::normalize_command(parsed.options.normalize);
    case Parsed::Command::kHunt: return firstseen::cli::hunt_command(parsed.options.hunt);
  }
  return firstseen::cli::kNotRun;
}

}  // namespace

int main(int argc, char** argv) {
  return_large_pieces_to_the_system();
  try {
    return run(firstseen::cli::parse_command_line(argc, argv));
  } catch (const std::bad_alloc&) {
    firstseen::cli::say("firstseen: out of memory\n");
    return firstseen::cli::kStopped;
  }
}
