#include "pass/sampled_times.h"

#include <algorithm>
#include <tuple>

#include "input/block.h"

namespace firstseen::pass {
namespace {

constexpr std::size_t kUnmoved = 4;    // times from which on one may be wrong
constexpr std::size_t kPerWrong = 50;  // of so many times, one more may be
constexpr std::size_t kMostTimes = 2 * 2 * input::kSampledDocuments;

constexpr std::size_t rank_of(std::size_t count) {
  return count < kUnmoved ? 1 : 2 + count / kPerWrong;
}

// At equal times, the one with the most digits comes first.
bool is_earlier(const Timestamp& a, const Timestamp& b) {
  return a == b ? a.digits > b.digits : a < b;
}
bool is_later(const Timestamp& a, const Timestamp& b) {
  return a == b ? a.digits > b.digits : b < a;
}

template <typename Order>
void keep(std::vector<Timestamp>& times, const Timestamp& time, const Order& order) {
  constexpr std::size_t kMost = rank_of(kMostTimes);
  const auto at = std::upper_bound(times.begin(), times.end(), time, order);
  if (at == times.end() && times.size() == kMost) return;
  times.insert(at, time);
  if (times.size() > kMost) times.pop_back();
}

}  // namespace

void SampledTimes::add(const TimeSpan& document) {
  if (!document.first) return;
  add(*document.first);
  if (*document.first != *document.last) add(*document.last);
}

void SampledTimes::add(const Timestamp& time) {
  ++count_;
  keep(earliest_, time, is_earlier);
  keep(latest_, time, is_later);
}

void SampledTimes::merge(const SampledTimes& other) {
  count_ += other.count_;
  for (const Timestamp& time : other.earliest_) keep(earliest_, time, is_earlier);
  for (const Timestamp& time : other.latest_) keep(latest_, time, is_later);
}

TimeSpan SampledTimes::span() const {
  if (count_ == 0) return {};
  const std::size_t rank = std::min(rank_of(count_), earliest_.size());
  return {earliest_[rank - 1], latest_[rank - 1]};
}

}  // namespace firstseen::pass
