#include "output/progress.h"

#include <fmt/format.h>

#include "output/summary.h"
#include "text/display_width.h"

namespace firstseen::output {
namespace {

std::string clock_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_text(const ReadProgress& progress, double seconds) {
  const auto done = static_cast<double>(progress.bytes_done);
  const auto total = static_cast<double>(progress.bytes_total);
  const double rate = seconds > 0 ? done / seconds : 0;
  std::string out;
  if (progress.bytes_total > 0) {
    out += fmt::format("{:3.0f}%  {} of {}", std::min(100.0, 100 * done / total), bytes_text(done),
                       bytes_text(total));
  } else {
    out += bytes_text(done);
  }
  out += fmt::format("  {}/s", bytes_text(rate));
  if (rate > 0 && total > done) out += fmt::format("  {} left", clock_text((total - done) / rate));
  return out + fmt::format("  {} match{}", progress.matches, progress.matches == 1 ? "" : "es");
}

std::string progress_line(const ReadProgress& progress, double seconds, std::size_t width) {
  const std::string line = progress_text(progress, seconds);
  return std::string(kEraseLine) + (width > 1 ? text::shortened(line, width - 1) : line);
}

}  // namespace firstseen::output
