#include "pass/coverage.h"

#include <algorithm>

namespace firstseen::pass {
namespace {

// Clocks that were never set say 1601, 1970 or 9999; such times do not widen the span.
constexpr std::int64_t kYear1990 = 631'152'000;
constexpr std::int64_t kYear2100 = 4'102'444'800;

}  // namespace

void Coverage::add(const Timestamp& time, bool certain, event::FileId file, std::uint64_t offset) {
  if (time.seconds < kYear1990 || time.seconds >= kYear2100) return;
  if (certain) {
    widen(time);
  } else {
    keep(time, offset, unsettled_[file]);
  }
}

// Only the last kSampledTexts can turn out to be among the file's last.
void Coverage::keep(const Timestamp& time, std::uint64_t offset, std::vector<Sample>& samples) {
  if (!samples.empty() && samples.back().offset == offset) {
    samples.back().first = std::min(samples.back().first, time);
    samples.back().last = std::max(samples.back().last, time);
    return;
  }
  if (samples.size() == 2 * input::kSampledTexts)
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(input::kSampledTexts));
  samples.push_back({offset, time, time});
}

void Coverage::widen(const Timestamp& time) {
  if (!from_ || time < *from_) from_ = time;
  if (!to_ || time > *to_) to_ = time;
}

void Coverage::merge(const Coverage& other) {
  if (other.from_) widen(*other.from_);
  if (other.to_) widen(*other.to_);
  for (const auto& [file, samples] : other.unsettled_) {
    std::vector<Sample>& all = unsettled_[file];
    all.insert(all.end(), samples.begin(), samples.end());
  }
}

void Coverage::settle(const archive::FileReports& reports) {
  for (const auto& [file, samples] : unsettled_) {
    for (const Sample& sample : samples) {
      if (sample.offset < reports.at(file).tail_begin) continue;
      widen(sample.first);
      widen(sample.last);
    }
  }
  unsettled_.clear();
}

}  // namespace firstseen::pass
