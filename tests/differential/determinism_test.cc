// The same bytes out, however the work is dealt out: 200 random ways over the same records.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>

#include "firstseen/normalize.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

constexpr int kWays = 200;
constexpr std::uint64_t kLeastBlock = 4 * 1024;
constexpr std::uint64_t kLargestBlock = 8 * 1024 * 1024;
constexpr unsigned kMostThreads = 16;

// Findings as they are written, and the ledger, but for how many texts were passed over.
std::string bytes_of(const HuntResult& result) {
  const Ledger& ledger = result.ledger;
  return test::written(result.findings, "ndjson") + std::to_string(ledger.documents()) + " texts, " +
         std::to_string(ledger.matched) + " matched, " + std::to_string(result.terms) + " terms";
}

// Records of every shape, in files of different sizes and kinds. No two have the same time, so that nothing
// depends on where a record stands.
std::vector<std::string> make_files(const TemporaryFolder& folder) {
  const auto& shapes = test::shapes();
  const auto events = test::connections(500);
  std::vector<std::string> lines(7);
  for (std::size_t i = 0; i < events.size(); ++i)
    lines[i % 97 % lines.size()] += shapes[i % shapes.size()].render(events[i]) + "\n";
  lines[2] += "{\"broken\n" + std::string(100, '\n');
  lines[3] += "{\"long\":\"" + std::string(50'000, 'x') + "\"}\n";
  return {folder.write("a.ndjson", lines[0]), folder.write("b.ndjson", lines[1] + lines[2]),
          folder.write("c.ndjson.gz", test::compressed("gzip", lines[3])),
          folder.write("d.ndjson.zst", test::compressed("zstd", lines[4])),
          folder.write("e.zip", test::archived("zip", "", {{"x.ndjson", lines[5]}, {"y.ndjson", lines[6]}}))};
}

std::vector<Rule> rules() {
  Rule query = *find_builtin_rule(kDefaultRule);
  query.id = query.name = "hosts";
  query.type = RuleType::kQuery;
  query.query = "destination.port >= 139 or process.pid: 4";
  query.terms.clear();
  return {*find_builtin_rule(kDefaultRule), query};
}

}  // namespace

TEST_CASE("determinism: threads, blocks, the prefilter, templates and the order of files never show",
          "[parallel]") {
  const TemporaryFolder folder;
  HuntRequest request;
  request.inputs = make_files(folder);
  request.rules = rules();
  request.threads = 1;
  request.max_document_bytes = 20'000;
  const std::string expected = bytes_of(test::run(request));
  CHECK(std::count(expected.begin(), expected.end(), '\n') > 10);
  std::mt19937 random(200);
  for (int way = 0; way < kWays; ++way) {
    std::shuffle(request.inputs.begin(), request.inputs.end(), random);
    request.threads = 1 + static_cast<unsigned>(random() % kMostThreads);
    const double part = static_cast<double>(random() % 1000) / 999;
    request.block_bytes =
        static_cast<std::uint64_t>(kLeastBlock * std::pow(kLargestBlock / kLeastBlock, part));
    request.prefilter = random() % 2 == 0;
    request.validate = random() % 4 == 0;
    request.templates = random() % 2 == 0;
    CAPTURE(way, request.threads, request.block_bytes, request.prefilter, request.inputs);
    REQUIRE(bytes_of(test::run(request)) == expected);
  }
}

TEST_CASE("determinism: neither the size of blocks nor compression decides between lines and documents") {
  const TemporaryFolder folder;
  for (const std::size_t first_line : {5'000U, 60'000U, 70'000U, 200'000U}) {
    const std::string text = "{\"x\":\"" + std::string(first_line, 'x') + "\",\n\"y\":1}\n{\"z\":\n2}\n";
    HuntRequest request = test::request_for({});
    for (const std::string& path :
         {folder.write("a.json", text), folder.write("a.json.gz", test::compressed("gzip", text))}) {
      for (const std::uint64_t block_bytes : {1'000U, 100'000U, 8U << 20}) {
        CAPTURE(first_line, path, block_bytes);
        request.inputs = {path};
        request.block_bytes = block_bytes;
        const Ledger ledger = test::run(request).ledger;
        const std::string counts =
            std::to_string(ledger.documents()) + " texts, " + std::to_string(ledger.malformed) + " malformed";
        CHECK(counts == "2 texts, 0 malformed");
      }
    }
  }
}

TEST_CASE("determinism: what follows a damaged document is read, at every size of blocks") {
  const TemporaryFolder folder;
  const auto records = test::mixed_records(40);
  std::string good;
  for (const std::string& record : records) good += record + "\n";
  struct Row {
    const char* what;
    std::string begin;
    std::string end;
    std::uint64_t malformed;
    std::uint64_t gaps;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"two records cut within a string", "{\"a\":1,\"b\n{\"a\":1,\"b\n", "", 2, 0},
           {"an array that ends, then lines, one of them cut", "[{\"no\":1}]\n", "{\"a\":1,\n{\"b\":2}\n", 1,
            0},
           {"a value missing, then text", "{\"a\":\nx\n", "", 1, 1},
           {"a container without an end", "{\"records\":[\n\n", "", 1, 1},
           {"an array without an end", "[\n", "", 0, 1},
           {"a pretty-printed record cut short", "{\n  \"a\": {\n    \"b\": \"x\n", "", 1, 1},
           {"a pretty-printed array after lines", "", "[\n  {\n    \"a\": 1\n  }\n]\n", 0, 0}}) {
    const std::string path = folder.write("a.json", row.begin + good + row.end);
    HuntRequest request = test::request_for({path});
    std::string expected;
    for (const std::uint64_t block_bytes : {1U, 7U, 300U, 8U << 20}) {
      CAPTURE(row.what, block_bytes);
      request.block_bytes = block_bytes;
      const HuntResult result = test::run(request);
      CHECK(result.ledger.malformed == row.malformed);
      CHECK(result.gap_count == row.gaps);
      CHECK(result.ledger.parsed + result.ledger.control >= records.size());
      if (expected.empty()) expected = test::everything(result);
      CHECK(test::everything(result) == expected);
    }
  }
}

}  // namespace firstseen
