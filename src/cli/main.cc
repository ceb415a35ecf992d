#include <malloc.h>

#include <new>

#include "cli/command_line.h"
#include "cli/exit_status.h"
#include "cli/report.h"

namespace {

// glibc raises this by itself as large pieces are freed, and from then on keeps them in its arenas, where
// blocks of many sizes leave holes that add up: 100 MiB instead of 31 over 6 GB of long texts from a pipe.
void return_large_pieces_to_the_system() {
  [[maybe_unused]] constexpr int kLargeBytes = 256 * 1024;
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, kLargeBytes);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  return_large_pieces_to_the_system();
  try {
    const firstseen::cli::Parsed parsed = firstseen::cli::parse_command_line(argc, argv);
    return parsed.command == nullptr ? parsed.exit_status : parsed.command->run(parsed.options);
  } catch (const std::bad_alloc&) {
    firstseen::cli::say("firstseen: out of memory\n");
    return firstseen::cli::kStopped;
  }
}
