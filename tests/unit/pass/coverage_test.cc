#include "pass/coverage.h"

#include <catch2/catch_test_macros.hpp>

#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

constexpr std::int64_t kStart = 1'700'000'000;

// One record a text, a second and ten bytes apart; none surely among the last.
pass::Coverage of_texts(std::size_t count) {
  pass::Coverage coverage;
  for (std::size_t i = 0; i < count; ++i)
    coverage.add({kStart + static_cast<std::int64_t>(i), 0, 3}, false, {0, 0}, 10 * i);
  return coverage;
}

}  // namespace

TEST_CASE("coverage: of texts that may be a file's last those count that are, however many came before") {
  for (const std::size_t count : {1U, 100U, 199U, 200U, 201U, 100'000U}) {
    pass::Coverage coverage = of_texts(count);
    const std::size_t last = std::min<std::size_t>(count, input::kSampledTexts);
    archive::FileReports reports;
    reports[{0, 0}].tail_begin = 10 * (count - last);
    coverage.settle(reports);
    CAPTURE(count);
    CHECK(coverage.from()->seconds == kStart + static_cast<std::int64_t>(count - last));
    CHECK(coverage.to()->seconds == kStart + static_cast<std::int64_t>(count) - 1);
  }
}

TEST_CASE("coverage: the records of one text count together") {
  pass::Coverage coverage;
  coverage.add({kStart, 0, 3}, false, {0, 0}, 7);
  coverage.add({kStart - 5, 0, 3}, false, {0, 0}, 7);
  coverage.add({kStart + 5, 0, 3}, false, {0, 0}, 7);
  archive::FileReports reports;
  reports[{0, 0}].tail_begin = 7;
  coverage.settle(reports);
  CHECK(coverage.from()->seconds == kStart - 5);
  CHECK(coverage.to()->seconds == kStart + 5);
}

TEST_CASE("coverage: what stands in the middle of a file does not count, however it is cut and packed") {
  const test::TemporaryFolder folder;
  test::Connection connection = test::connections(1).front();
  std::string lines;
  for (int i = 0; i < 400; ++i) {
    connection.seconds = i == 200 ? 900'000'000 : 1'700'000'000 + i;
    std::string record = test::shapes().front().render(connection);
    record.insert(1, "\"padding\":\"" + std::string(1'500, 'x') + "\",");
    lines += record + "\n";
  }
  for (const std::string& path :
       {folder.write("a.ndjson", lines), folder.write("a.ndjson.gz", test::compressed("gzip", lines))}) {
    for (const std::uint64_t block_bytes :
         {std::uint64_t{1'000}, std::uint64_t{50'000}, std::uint64_t{8} << 20}) {
      CAPTURE(path, block_bytes);
      HuntRequest request = test::request_for({path});
      request.block_bytes = block_bytes;
      const HuntResult result = test::run(request);
      REQUIRE(result.covered_from);
      CHECK(result.covered_from->seconds == 1'700'000'000);
      CHECK(result.covered_to->seconds == 1'700'000'399);
    }
  }
}

}  // namespace firstseen
