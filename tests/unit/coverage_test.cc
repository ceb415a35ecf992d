#include "hunt/coverage.h"

#include <catch2/catch_test_macros.hpp>

namespace firstseen {
namespace {

constexpr std::int64_t kStart = 1'700'000'000;

// One record a text, a second and ten bytes apart; none surely among the last.
Coverage of_texts(std::size_t count) {
  Coverage coverage;
  for (std::size_t i = 0; i < count; ++i)
    coverage.add({kStart + static_cast<std::int64_t>(i), 0, 3}, false, {0, 0}, 10 * i);
  return coverage;
}

}  // namespace

TEST_CASE("coverage: of texts that may be a file's last those count that are, however many came before") {
  for (const std::size_t count : {1U, 100U, 199U, 200U, 201U, 100'000U}) {
    Coverage coverage = of_texts(count);
    const std::size_t last = std::min<std::size_t>(count, kSampledTexts);
    FileReports reports;
    reports[{0, 0}].tail_begin = 10 * (count - last);
    coverage.settle(reports);
    CAPTURE(count);
    CHECK(coverage.from()->seconds == kStart + static_cast<std::int64_t>(count - last));
    CHECK(coverage.to()->seconds == kStart + static_cast<std::int64_t>(count) - 1);
  }
}

TEST_CASE("coverage: the records of one text count together") {
  Coverage coverage;
  coverage.add({kStart, 0, 3}, false, {0, 0}, 7);
  coverage.add({kStart - 5, 0, 3}, false, {0, 0}, 7);
  coverage.add({kStart + 5, 0, 3}, false, {0, 0}, 7);
  FileReports reports;
  reports[{0, 0}].tail_begin = 7;
  coverage.settle(reports);
  CHECK(coverage.from()->seconds == kStart - 5);
  CHECK(coverage.to()->seconds == kStart + 5);
}

}  // namespace firstseen
