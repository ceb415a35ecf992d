// What Kibana's Dev Tools print: comments before each answer, and strings between three quotes.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "json/splitting/literals.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using json::splitting::with_escaped_literals;

constexpr std::string_view kQuotes = "\"\"\"";

// A connection that the built-in rule finds, to 203.0.114.N.
std::string record(int n, std::string_view command_line = "\"x\"") {
  return R"({"@timestamp":"2026-03-02T09:15:00.123Z","agent":{"type":"endpoint"},"event":{"category":["network"],)"
         R"("kind":"event","module":"endpoint"},"host":{"name":"ws-1","os":{"type":"windows"}},)"
         R"("network":{"transport":"tcp"},"process":{"pid":4,"command_line":)" +
         std::string(command_line) + R"(},"source":{"ip":"10.1.2.3"},"destination":{"ip":"203.0.114.)" +
         std::to_string(n) + R"(","port":445}})";
}

std::string on_lines(const std::string& object) {
  return "{\n  " + object.substr(1, object.size() - 2) + "\n}\n";
}

HuntResult hunt(const std::string& content, std::uint64_t block_bytes) {
  const test::TemporaryFolder folder;
  HuntRequest request = test::request_for({folder.write("answers.txt", content)});
  request.block_bytes = block_bytes;
  return test::run(request);  // the ledger adds up
}

}  // namespace

TEST_CASE("dev tools: strings between three quotes are what stands there, with the last quotes of a run") {
  CHECK(with_escaped_literals("{\n\"a\": \"\"\"{\"b\":\"\\d\"}\nx\"\"\"}") ==
        "{\n\"a\": \"{\\\"b\\\":\\\"\\\\d\\\"}\\nx\"}");
  CHECK(with_escaped_literals("{\n\"a\": \"\"\"say \"x\"\"\"\"}") == "{\n\"a\": \"say \\\"x\\\"\"}");
  for (const char* const same : {"{\"a\":\"\"\"b\"\"\"}", "{\n\"a\": \"\"\"b", "{\n\"a\": \"\"}",
                                 "{\n\"a\": \"\\\"\", \"b\": \"\"}", "{\n\"a\": \"", ""})
    CHECK(with_escaped_literals(same) == same);
}

TEST_CASE("dev tools: each answer is read, whatever its strings hold") {
  const std::string literal = std::string(kQuotes) + "C:\\x \"-k\" {[,\nsecond \"line" + std::string(kQuotes);
  const std::string content =
      "#! a warning\n# GET logs/_search 200 OK\n" + on_lines(record(1, literal)) + "\n// GET logs/_search\n" +
      on_lines(R"({"hits":{"hits":[{"_source":)" + record(2, literal) + R"(},{"_source":{"message":)" +
               std::string(kQuotes) + record(3) + std::string(kQuotes) + "}}]}}");
  for (const std::uint64_t block_bytes : {1UL, 100UL, 1UL << 20}) {
    CAPTURE(block_bytes, content);
    const HuntResult result = hunt(content, block_bytes);
    CHECK(result.findings.size() == 3);
    CHECK(result.ledger.parsed == 2);
    CHECK(result.ledger.malformed == 0);
    CHECK(result.ledger.control == 3);
  }
}

TEST_CASE("dev tools: no comment sign hides a record") {
  const HuntResult result = hunt("# " + record(1) + "\n//" + record(2) + "\n# \"" + "\n", 1 << 20);
  CHECK(result.findings.size() == 2);
  CHECK(result.ledger.parsed == 2);
  CHECK(result.ledger.malformed == 1);
}

TEST_CASE("dev tools: three quotes do not hide the lines between them") {
  const std::string quotes(kQuotes);
  for (const std::string& content :
       {"{\n\"a\": " + quotes + "\n" + record(2) + "\n" + quotes + "}\n" + on_lines(record(1)),
        "{\n\"n\":\n{\n},\n\"a\": " + quotes + "\n" + record(2) + "\n" + quotes + "}\n" + on_lines(record(1)),
        "{\n\"a\": " + quotes + ",\n" + on_lines(record(2)) + on_lines(record(1))}) {
    for (const std::uint64_t block_bytes : {1UL, 1UL << 20}) {
      CAPTURE(block_bytes, content);
      const HuntResult result = hunt(content, block_bytes);
      CHECK(result.findings.size() == 2);
      CHECK(result.ledger.malformed > 0);
    }
  }
}

TEST_CASE("dev tools: a long answer is read hit by hit") {
  std::string content = "# GET logs/_search\n{\n  \"note\": " + std::string(kQuotes) + "{[\"{\"" +
                        std::string(kQuotes) + ",\n  \"hits\": {\n    \"hits\": [\n";
  constexpr int kHits = 4'000;
  for (int i = 0; i < kHits; ++i) {
    content += (i == 0 ? "" : ",\n") +
               std::string("      {\n        \"_source\": {\n          \"message\": ") +
               std::string(kQuotes) + record(i % 200) + std::string(kQuotes) + "\n        }\n      }";
  }
  content += "\n    ]\n  }\n}\n";
  const HuntResult result = hunt(content, 64 * 1024);
  CHECK(result.findings.size() == 200);
  CHECK(result.ledger.matched == kHits);
  CHECK(result.ledger.malformed == 0);
}

}  // namespace firstseen
