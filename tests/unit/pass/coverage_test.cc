// The span that files cover: which documents are sampled.
#include <catch2/catch_test_macros.hpp>

#include "input/block.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

constexpr std::int64_t kStart = 1'700'000'000;

// A record of so many bytes, and its newline, at a time.
std::string record_at(std::int64_t seconds, std::size_t bytes) {
  test::Connection connection = test::connections(1).front();
  connection.seconds = seconds;
  std::string record = test::shapes().front().render(connection);
  record.insert(1, "\"padding\":\"\",");
  record.insert(12, std::string(bytes - record.size() - 1, 'x'));
  return record + "\n";
}

}  // namespace

// With large documents the tail holds fewer than a hundred: those that begin in its last megabyte.
TEST_CASE("coverage: the tail of a file is the same however it is cut and packed") {
  const test::TemporaryFolder folder;
  constexpr std::size_t kRecordBytes = 32 * 1024;
  constexpr std::int64_t kTail = input::kSampledTailBytes / kRecordBytes;
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    // Before all others, but neither among the first hundred nor in the tail; and the first in the tail.
    const bool first_in_tail = i == 200 - kTail;
    lines += record_at(i == 150 ? kStart - 2 : first_in_tail ? kStart - 1 : kStart + i, kRecordBytes);
  }
  for (const std::string& path :
       {folder.write("a.ndjson", lines), folder.write("a.ndjson.gz", test::compressed("gzip", lines))}) {
    for (const std::uint64_t block_bytes :
         {std::uint64_t{1'000}, std::uint64_t{100'000}, std::uint64_t{8} << 20}) {
      for (const bool prefilter : {true, false}) {
        CAPTURE(path, block_bytes, prefilter);
        HuntRequest request = test::request_for({path});
        request.block_bytes = block_bytes;
        request.prefilter = prefilter;
        const HuntResult result = test::run(request);
        REQUIRE(result.covered_from);
        // The fourth of 132 times from either end.
        CHECK(result.covered_from->seconds == kStart + 2);
        CHECK(result.covered_to->seconds == kStart + 196);
      }
    }
  }
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
      // The sixth of 200 times from either end.
      CHECK(result.covered_from->seconds == 1'700'000'005);
      CHECK(result.covered_to->seconds == 1'700'000'394);
    }
  }
}

}  // namespace firstseen
