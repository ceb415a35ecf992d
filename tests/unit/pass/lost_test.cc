// Values that are not of their field's type, and rejected records: counted, with the first of each.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "firstseen/output.h"
#include "output/warnings.h"

namespace firstseen {
namespace {

std::string document(const std::string& members) {
  return R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"network"},)" + members + "}\n";
}

HuntResult hunted(const std::string& text, unsigned threads = 1, std::uint64_t block_bytes = 512 * 1024) {
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  request.threads = threads;
  request.block_bytes = block_bytes;
  request.prefilter = false;
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "destination.port: 445 or process.pid: 4 or host.name: x";
  rule.terms = {"destination.ip"};
  request.rules = {rule};
  auto result = run_hunt(request);
  REQUIRE(result);
  return std::move(*result);
}

// `field reason count line value` of each.
std::vector<std::string> lost(const HuntResult& result) {
  std::vector<std::string> lines;
  for (const Lost& one : result.lost) {
    lines.push_back(one.field + " " + one.reason + " " + std::to_string(one.count) + " " +
                    std::to_string(one.first.line) + " " + one.first.reason);
  }
  return lines;
}

}  // namespace

TEST_CASE("lost records: the first ones are named, in whatever order they are read") {
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += R"({"event":{"category":"network"}})"
            "\n" +
            document(R"("x":1)");
  for (const unsigned threads : {1U, 4U}) {
    for (const std::uint64_t block_bytes : {64UL, 1UL << 20}) {
      const HuntResult result = hunted(text, threads, block_bytes);
      CHECK(
          output::to_warnings_text(result).starts_with("rejected: no_time: 8, first a:1, :3, :5, :7, :9\n"));
      CHECK(summary_json(result).find(R"("more":[{"file":"a","line":3},)") != std::string::npos);
    }
  }
}

TEST_CASE("lost records: where every one is rejected, the hunt is not complete") {
  const std::string rejected = R"({"event":{"category":"network"}})"
                               "\n";
  CHECK(hunted(rejected + rejected).outcome() == Outcome::kIncomplete);
  CHECK(hunted(rejected + document(R"("x":1)")).outcome() == Outcome::kComplete);
}

TEST_CASE("lost values: numbers and addresses that are none are counted by field, with the first") {
  const std::string text = document(R"("destination":{"ip":"203.0.114.9","port":445})") +
                           document(R"("destination":{"ip":"n/a","port":"0x1BD"})") +
                           document(R"("destination":{"ip":["203.0.114.9","local"],"port":"http"})") +
                           document(R"("process":{"pid":"0x4"},"destination":{"port":"1e9999"})") +
                           R"({"event":{"category":"network"}})" + "\n";
  const HuntResult result = hunted(text);
  CHECK(lost(result) == std::vector<std::string>{" no_time 1 5 ", "destination.ip address 2 2 n/a",
                                                 "destination.port number 3 2 0x1BD",
                                                 "process.pid number 1 4 0x4"});
  CHECK(result.ledger.odd_numbers == 4);
  CHECK(output::to_warnings_text(result) ==
        "rejected: no_time: 1, first a:5\n"
        "value not read: destination.ip: 2 values are no address, first a:2: n/a\n"
        "value not read: destination.port: 3 values are no number, first a:2: 0x1BD\n"
        "value not read: process.pid: 1 value is no number, first a:4: 0x4\n");
}

TEST_CASE("lost values: the same for any threads and blocks") {
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += document(R"("destination":{"ip":"bad)" + std::to_string(i) + R"(","port":")" + std::to_string(i) +
                     "x\"}");
  const auto expected = lost(hunted(text));
  CHECK(expected ==
        std::vector<std::string>{"destination.ip address 500 1 bad0", "destination.port number 500 1 0x"});
  CHECK(lost(hunted(text, 4, 1000)) == expected);
  CHECK(lost(hunted(text, 1, 1)) == expected);
}

TEST_CASE("lost values: a value that another row of the table supplies is not lost") {
  // Of a bare Defender row, the address is in the first of several names.
  const std::string text =
      R"({"Timestamp":"2026-03-01T00:00:00Z","ActionType":"ConnectionSuccess","DeviceName":"d",)"
      R"("DeviceId":"1","RemoteIP":"203.0.114.9","RemotePort":445,"LocalIP":"x"})"
      "\n";
  const HuntResult result = hunted(text);
  for (const Lost& one : result.lost) CHECK(one.field != "destination.ip");
}

TEST_CASE("lost values: long ones are shortened") {
  const HuntResult result = hunted(document(R"("destination":{"ip":")" + std::string(1000, 'x') + "\"}"));
  REQUIRE(result.lost.size() == 1);
  CHECK(result.lost.front().first.reason == std::string(kShownValueBytes, 'x'));
}

}  // namespace firstseen
