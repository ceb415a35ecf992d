#include "pass/coverage.h"

#include <algorithm>

namespace firstseen::pass {

std::vector<Stretch> covered_by(const Reading& reading, Seconds gap, bool ended_early) {
  std::vector<Stretch> spans;
  for (const auto& [id, file] : reading.files) {
    const TimeSpan span = ended_early ? file.parsed_span : file.times.span();
    // Of few times some of which are wrong, the earliest that counts may be after the latest.
    if (span.first) spans.push_back({std::min(*span.first, *span.last), std::max(*span.first, *span.last)});
  }
  std::sort(spans.begin(), spans.end(), [](const Stretch& a, const Stretch& b) {
    return a.from == b.from ? a.from.digits > b.from.digits : a.from < b.from;
  });
  std::vector<Stretch> stretches;
  for (const Stretch& span : spans) {
    if (stretches.empty() || stretches.back().to.plus(gap) < span.from) {
      stretches.push_back(span);
      continue;
    }
    Timestamp& to = stretches.back().to;
    if (span.to > to || (span.to == to && span.to.digits > to.digits)) to = span.to;
  }
  return stretches;
}

Seconds seconds_between(const Timestamp& from, const Timestamp& to) {
  return to.seconds - from.seconds - (to.nanos < from.nanos ? 1 : 0);
}

}  // namespace firstseen::pass
