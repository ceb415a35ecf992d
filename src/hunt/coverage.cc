#include "hunt/coverage.h"

namespace firstseen {
namespace {

// Clocks that were never set say 1601, 1970 or 9999; such times do not widen the span.
constexpr std::int64_t kYear1990 = 631'152'000;
constexpr std::int64_t kYear2100 = 4'102'444'800;

}  // namespace

void Coverage::add(const Timestamp& time, bool certain, FileId file, std::uint64_t offset) {
  if (time.seconds < kYear1990 || time.seconds >= kYear2100) return;
  if (certain) {
    widen(time);
  } else {
    unsettled_.push_back({time, file, offset});
  }
}

void Coverage::widen(const Timestamp& time) {
  if (!from_ || time < *from_) from_ = time;
  if (!to_ || time > *to_) to_ = time;
}

void Coverage::merge(const Coverage& other) {
  if (other.from_) widen(*other.from_);
  if (other.to_) widen(*other.to_);
  unsettled_.insert(unsettled_.end(), other.unsettled_.begin(), other.unsettled_.end());
}

void Coverage::settle(const FileReports& reports) {
  for (const Sample& sample : unsettled_) {
    if (sample.offset >= reports.at(sample.file).tail_begin) widen(sample.time);
  }
  unsettled_.clear();
}

}  // namespace firstseen
