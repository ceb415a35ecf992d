// Normalizing against itself and against the hunt.
#include "firstseen/normalize.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "firstseen/hunt.h"
#include "support/compress.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

std::string normalized(const std::vector<std::string>& inputs, bool explain = false) {
  NormalizeRequest request;
  request.inputs = inputs;
  request.explain = explain;
  std::string out;
  const auto report = run_normalization(request, [&](std::string_view text) {
    out += text;
    return true;
  });
  REQUIRE(report);
  CHECK(report->ledger.records() > 0);
  return out;
}

// Every shape in turn.
std::string mixed_lines(std::size_t count) {
  std::string out;
  const auto& shapes = test::shapes();
  const auto events = test::connections(count);
  for (std::size_t i = 0; i < count; ++i) out += shapes[i % shapes.size()].render(events[i]) + "\n";
  return out;
}

std::vector<std::string> terms_found(const std::string& path) {
  HuntRequest request;
  request.inputs = {path};
  request.rules = {*find_builtin_rule(kDefaultRule)};
  const auto result = run_hunt(request);
  REQUIRE(result);
  std::vector<std::string> out;
  for (const Finding& finding : result->findings)
    out.push_back(finding.terms.front().second + " " + finding.first_seen.to_string() + " " +
                  std::to_string(finding.events));
  return out;
}

}  // namespace

TEST_CASE("normalize: normalizing the output again changes nothing") {
  const TemporaryFolder folder;
  std::vector<std::string> inputs{folder.write("shapes.ndjson", mixed_lines(400))};
  inputs.push_back(FIRSTSEEN_SOURCE_DIR "/testdata/exports");
  for (const std::string& input : inputs) {
    CAPTURE(input);
    const std::string once = normalized({input});
    CHECK(normalized({folder.write("once.ndjson", once)}) == once);
    CHECK(normalized({folder.write("explained.ndjson", normalized({input}, true))}) == once);
  }
}

TEST_CASE("normalize: a hunt over the output finds what a hunt over the input finds") {
  const TemporaryFolder folder;
  const std::string input = folder.write("shapes.ndjson", mixed_lines(400));
  const auto found = terms_found(input);
  CHECK(found.size() > 5);
  CHECK(terms_found(folder.write("once.ndjson", normalized({input}))) == found);
}

TEST_CASE("normalize: the explanation names the raw path and the converter of every field") {
  const TemporaryFolder folder;
  const std::string record =
      R"({"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-03-01 10:00:00.123",)"
      R"("ProcessGuid":"g","Image":"System","Protocol":"tcp"})";
  const std::string out = normalized({folder.write("a.ndjson", record)}, true);
  for (const char* const part :
       {R"("@timestamp":{"path":"UtcTime","converter":"utc-time"})",
        R"("process.pid":{"path":"Image","converter":"map"})", R"("event.module":{"converter":"constant"})",
        R"("derived":["host.os.type","process.pid"])", R"("source":"sysmon","shape":"sysmon-flat")"}) {
    CAPTURE(out, part);
    CHECK(out.find(part) != std::string::npos);
  }
}

TEST_CASE("normalize: a sink that has had enough ends it") {
  const TemporaryFolder folder;
  NormalizeRequest request;
  request.inputs = {folder.write("a.ndjson", mixed_lines(200))};
  request.block_bytes = 4096;
  std::size_t calls = 0;
  const auto report = run_normalization(request, [&](std::string_view) {
    ++calls;
    return false;
  });
  REQUIRE(report);
  CHECK(calls == 1);
}

TEST_CASE("normalize: several threads write what one writes, in the order of the inputs", "[parallel]") {
  const test::TemporaryFolder folder;
  NormalizeRequest request;
  for (const char* const name : {"b.ndjson", "a.ndjson", "c.zip"}) {
    std::string lines;
    for (const test::Connection& connection : test::connections(200))
      lines += test::shapes()[request.inputs.size()].render(connection) + "\n";
    if (std::string_view(name) == "c.zip")
      lines = test::archived("zip", "", {{"x.ndjson", lines}, {"y.ndjson", lines}});
    request.inputs.push_back(folder.write(name, lines));
  }
  request.block_bytes = 3'000;
  const auto written = [&](unsigned threads) {
    request.threads = threads;
    std::string out;
    REQUIRE(run_normalization(request, [&](std::string_view text) {
      out += text;
      return true;
    }));
    return out;
  };
  const std::string expected = written(1);
  CHECK(std::count(expected.begin(), expected.end(), '\n') == 800);
  for (int times = 0; times < 5; ++times) CHECK((written(4) == expected));
}

TEST_CASE("normalize: with rules only the events that one of them matches") {
  const test::TemporaryFolder folder;
  std::string lines;
  std::size_t expected = 0;
  for (const test::Connection& connection : test::connections(200)) {
    lines += test::shapes()[2].render(connection) + "\n";
    expected += connection.pid == 4 || connection.destination_port == 445 ? 1 : 0;
  }
  NormalizeRequest request;
  request.inputs = {folder.write("a.ndjson", lines)};
  const auto events = [&](std::vector<std::string> queries) {
    request.rules.clear();
    for (std::string& query : queries) {
      Rule rule;
      rule.id = rule.name = query;
      rule.type = RuleType::kQuery;
      rule.query = std::move(query);
      request.rules.push_back(std::move(rule));
    }
    std::string out;
    const auto report = run_normalization(request, [&](std::string_view text) {
      out += text;
      return true;
    });
    REQUIRE(report);
    CHECK(report->ledger.adds_up());
    const auto count = static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n'));
    CHECK(report->ledger.matched == (request.rules.empty() ? 0 : count));
    return count;
  };
  CHECK(events({}) == 200);
  CHECK(expected > 0);
  CHECK(expected < 200);
  CHECK(events({"process.pid: 4 or destination.port: 445"}) == expected);
  CHECK(events({"process.pid: 4", "destination.port: 445"}) == expected);
  CHECK(events({"process.pid: 4 and not process.pid: 4"}) == 0);
}

}  // namespace firstseen
