#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace firstseen::cli {

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

bool wants_colour(std::string_view when, int descriptor) {
  if (when != "auto") return when == "always";
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const term = std::getenv("TERM");
  const bool refused =
      (no_color != nullptr && *no_color != '\0') || (term != nullptr && std::string_view(term) == "dumb");
  return is_terminal(descriptor) && !refused;
}

std::size_t columns(int descriptor) {
  if (const char* const text = std::getenv("COLUMNS")) {
    const unsigned long columns = std::strtoul(text, nullptr, 10);
    if (columns > 0) return columns;
  }
  winsize size{};
  if (!is_terminal(descriptor) || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace firstseen::cli
