// A set of values as sorted, disjoint, inclusive ranges. Add all ranges, compile once, then look
// up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace firstseen::predicate {

template <typename T>
struct Range {
  T first;
  T last;

  friend bool operator==(const Range&, const Range&) = default;
};

// Whether one of the sorted, disjoint `ranges` contains `value`. Few ranges are scanned linearly,
// more are searched by bisection.
template <typename T>
bool any_contains(std::span<const Range<T>> ranges, const T& value) {
  constexpr std::size_t kScanned = 8;
  if (ranges.size() <= kScanned) {
    for (const Range<T>& range : ranges) {
      if (range.first <= value && value <= range.last) return true;
    }
    return false;
  }
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                      [](const T& v, const Range<T>& range) { return v < range.first; });
  return after != ranges.begin() && value <= std::prev(after)->last;
}

// T is totally ordered, except for NaN, which is never added.
template <typename T>
class RangeSet {
 public:
  void add(const T& first, const T& last) {
    if (first <= last) ranges_.push_back({first, last});
  }
  void add(const T& value) { add(value, value); }
  void add_all(const RangeSet& other) {
    ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  }

  // Sorts the ranges and merges overlapping ones.
  void compile() {
    std::sort(ranges_.begin(), ranges_.end(),
              [](const Range<T>& a, const Range<T>& b) { return a.first < b.first; });
    std::size_t kept = 0;
    for (const Range<T>& range : ranges_) {
      if (kept > 0 && range.first <= ranges_[kept - 1].last) {
        ranges_[kept - 1].last = std::max(ranges_[kept - 1].last, range.last);
      } else {
        ranges_[kept++] = range;
      }
    }
    ranges_.erase(ranges_.begin() + static_cast<std::ptrdiff_t>(kept), ranges_.end());
  }

  bool empty() const { return ranges_.empty(); }
  // Ascending after compile().
  const std::vector<Range<T>>& ranges() const { return ranges_; }

 private:
  std::vector<Range<T>> ranges_;
};

}  // namespace firstseen::predicate
