// Records in memory are read as a file that holds them is.
#include <catch2/catch_test_macros.hpp>

#include "firstseen/output.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {

TEST_CASE("memory inputs: the same findings as from files, whatever they hold") {
  const test::TemporaryFolder folder;
  std::string lines;
  std::vector<std::string> records;
  for (const test::Connection& connection : test::connections(300)) {
    records.push_back(test::shapes()[3].render(connection));
    lines += records.back() + "\n";
  }
  for (const std::string& content :
       {lines, test::wrappings().front().wrap(records), test::compressed("gzip", lines),
        test::archived("zip", "", {{"a.ndjson", lines}, {"b.ndjson", lines}}), std::string()}) {
    HuntRequest request = test::request_for({folder.write("in.ndjson", content)});
    request.rules.front().query = "*";
    request.block_bytes = 5'000;
    const std::string expected = test::everything(test::run(request));
    request.memory_inputs = {{request.inputs.front(), content}};
    request.inputs.clear();
    CHECK(test::everything(test::run(request)) == expected);
  }
}

TEST_CASE("memory inputs: findings are written in every format of the program") {
  const std::string record = test::shapes().front().render(test::connections(1).front()) + "\n";
  HuntRequest request = test::request_for({});
  request.rules.front().query = "*";
  request.memory_inputs = {{"in memory", record}};
  const HuntResult result = test::run(request);
  for (const std::string& format : finding_format_names()) {
    std::string out;
    REQUIRE(write_findings(result, format, [&](std::string_view text) {
      out += text;
      return true;
    }));
    CHECK(out.find("in memory") != std::string::npos);
  }
  CHECK(write_findings(result, "xml", nullptr).error().message ==
        "there is no format named xml, only table, ndjson, csv");
  CHECK(summary_json(result).starts_with("{\"schema\":\"firstseen.summary/1\""));
}

}  // namespace firstseen
