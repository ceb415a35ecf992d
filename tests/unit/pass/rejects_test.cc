// --rejects: what comes out, and in which order.
#include <catch2/catch_test_macros.hpp>

#include "support/compress.h"
#include "support/hunting.h"
#include "support/many.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::repeated;
using test::TemporaryFolder;

constexpr std::size_t kMaxText = 4'000'000;

std::string no_time(int number) {
  return R"({"@timestamp":"never )" + std::to_string(number) +
         R"(","event":{"category":"network","module":"endpoint"}})";
}

// One text for each reason, and one with two records that are rejected.
std::vector<std::string> bad_texts() {
  return {"{\"broken",
          "{\"x\":\"" + std::string(kMaxText, 'x') + "\"}",
          "{\"a\":" + std::string(300, '[') + std::string(300, ']') + "}",
          no_time(1),
          test::with_terms(test::shape("elastic-defend-ecs").render(test::connections(1).front()), 101),
          "{\"columns\":[{\"name\":\"" + std::string(1'000'000, 'n') + "\"}],\"rows\":[[1]" +
              repeated(",[1]", 1000) + "]}",
          R"({"columns":[{"name":"a"},{"name":"b"}],"values":[[1,2],[3,4]]})",
          "{\"records\":[" + no_time(2) + "," + no_time(3) + "]}"};
}

std::string rejects_of(HuntRequest request) {
  std::string out;
  request.reject_sink = [&](std::string_view text) {
    out += text;
    return true;
  };
  request.prefilter = false;
  request.max_document_bytes = kMaxText;
  request.rules.front().query = "*";
  request.rules.front().terms = test::kTermFields;
  test::run(request);
  return out;
}

}  // namespace

TEST_CASE("rejects: a text comes out once for whatever reason it was rejected") {
  const TemporaryFolder folder;
  std::string lines;
  std::string expected;
  for (const std::string& text : bad_texts()) {
    lines += text + "\n{}\n\n";
    expected += text.substr(0, kMaxText + 1) + "\n";
  }
  for (const std::string& path :
       {folder.write("a.ndjson", lines), folder.write("a.ndjson.gz", test::compressed("gzip", lines))}) {
    for (const std::uint64_t block_bytes : {std::uint64_t{4096}, std::uint64_t{8} << 20}) {
      CAPTURE(path, block_bytes);
      HuntRequest request = test::request_for({path});
      request.block_bytes = block_bytes;
      CHECK((rejects_of(request) == expected));
    }
  }
}

TEST_CASE("rejects: texts come out in the order of paths and of their places there", "[parallel]") {
  const TemporaryFolder folder;
  std::string expected;
  HuntRequest request = test::request_for({});
  for (int file = 0; file < 3; ++file) {
    std::string lines;
    for (int i = 0; i < 200; ++i) {
      const std::string text = no_time(1000 * file + i);
      lines += text + "\n" + std::string(500, ' ') + "\n";
      expected += text + "\n";
    }
    request.inputs.insert(request.inputs.begin(), folder.write(std::to_string(file) + ".ndjson", lines));
  }
  request.block_bytes = 1000;
  request.threads = 4;
  for (int times = 0; times < 5; ++times) CHECK((rejects_of(request) == expected));
}

}  // namespace firstseen
