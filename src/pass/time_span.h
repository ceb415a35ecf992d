// The earliest and the latest of a set of times.
#pragma once

#include <optional>

#include "firstseen/timestamp.h"

namespace firstseen::pass {

struct TimeSpan {
  std::optional<Timestamp> first;
  std::optional<Timestamp> last;

  // Of equal times with more and fewer digits, the first one given or not, the one with more is kept.
  void widen(const Timestamp& time) {
    if (!first || time < *first || (time == *first && time.digits > first->digits)) first = time;
    if (!last || time > *last || (time == *last && time.digits > last->digits)) last = time;
  }
  void widen(const TimeSpan& other) {
    if (other.first) widen(*other.first);
    if (other.last) widen(*other.last);
  }
};

// Whether a time is plausible. Clocks that were never set report 1601, 1970 or 9999; such times
// must not widen the span that an export covers.
constexpr bool is_plausible(const Timestamp& time) {
  constexpr std::int64_t kYear1990 = 631'152'000;
  constexpr std::int64_t kYear2100 = 4'102'444'800;
  return time.seconds >= kYear1990 && time.seconds < kYear2100;
}

}  // namespace firstseen::pass
