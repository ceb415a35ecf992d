// The span of a file's times.
#include "pass/sampled_times.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <vector>

namespace firstseen::pass {

TEST_CASE(
    "sampled times: the span is from the k-th earliest to the k-th latest, however they are dealt out") {
  std::mt19937 random(118);
  for (std::size_t count = 1; count <= 400; ++count) {
    std::vector<Timestamp> times;
    std::vector<SampledTimes> parts(1 + random() % 4);
    for (std::size_t i = 0; i < count; ++i) {
      const Timestamp time{static_cast<std::int64_t>(random() % 100), 0,
                           static_cast<std::uint8_t>(3 + random() % 7)};
      times.push_back(time);
      TimeSpan one;
      one.widen(time);
      parts[random() % parts.size()].add(one);
    }
    SampledTimes all;
    for (const SampledTimes& part : parts) all.merge(part);
    std::sort(times.begin(), times.end());
    const std::size_t rank = count < 4 ? 1 : 2 + count / 50;
    CAPTURE(count);
    CHECK(all.span().first == times[rank - 1]);
    CHECK(all.span().last == times[count - rank]);
  }
  CHECK_FALSE(SampledTimes().span().first);
}

TEST_CASE("sampled times: a document counts by its earliest and its latest time") {
  SampledTimes times;
  TimeSpan document;
  for (const std::int64_t seconds : {50, 10, 30, 90}) document.widen(Timestamp{seconds, 0, 3});
  times.add(document);
  CHECK(times.span().first->seconds == 10);
  CHECK(times.span().last->seconds == 90);
  times.add(TimeSpan{});
  CHECK(times.span().first->seconds == 10);
}

}  // namespace firstseen::pass
