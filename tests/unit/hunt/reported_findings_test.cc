// Which findings are reported, in which order, and what is said of the others.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "firstseen/partial.h"
#include "output/summary.h"
#include "support/hunting.h"
#include "support/render.h"

namespace firstseen {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kStart = 1'772'323'200;  // 2026-03-01

// A record of that day, to 203.0.114.N.
std::string record(std::int64_t day, int n, const std::string& host = "ws-1") {
  test::Connection connection = test::connections(1).front();
  connection.seconds = kStart + day * kDay;
  connection.host = host;
  connection.destination_ip = "203.0.114." + std::to_string(n);
  return test::shapes().front().render(connection) + "\n";
}

Rule rule_of(const std::string& id, const std::string& query, const std::string& severity) {
  Rule rule;
  rule.id = rule.name = id;
  rule.query = query;
  rule.terms = {"destination.ip"};
  rule.window = 7 * kDay;
  rule.severity = severity;
  return rule;
}

Partial gathered(const std::string& text, const std::vector<Rule>& rules = {rule_of("r", "*", "low")}) {
  HuntRequest request = test::request_for({});
  request.memory_inputs = {{"a", text}};
  request.rules = rules;
  return std::move(*gather(request));
}

// The last numbers of the destinations.
std::string shown(const HuntResult& result) {
  std::string out;
  for (const Finding& finding : result.findings) {
    const std::string& value = finding.terms.front().second;
    out += (out.empty() ? "" : " ") + value.substr(value.rfind('.') + 1, value.size() - value.rfind('.') - 2);
  }
  return out;
}

}  // namespace

TEST_CASE("reported findings: in the order that is asked for, and no more than the top") {
  // 1 is seen on day 0 and 20, 2 on day 10 by three hosts, 3 on day 12 four times, 4 on day 21.
  std::string text = record(0, 1) + record(20, 1) + record(21, 4);
  for (const char* const host : {"a", "b", "c"}) text += record(10, 2, host);
  for (int i = 0; i < 4; ++i) text += record(12, 3);
  const Partial partial = gathered(text);
  for (const auto& [order, expected] :
       {std::pair{FindingOrder::kFirst, "1 2 3 1 4"}, std::pair{FindingOrder::kNewFor, "4 1 3 2 1"},
        std::pair{FindingOrder::kHosts, "2 1 3 1 4"}, std::pair{FindingOrder::kEvents, "3 2 1 1 4"},
        std::pair{FindingOrder::kSeverity, "1 2 3 1 4"}}) {
    ConcludeOptions options;
    options.gap = 30 * kDay;
    options.covered_from = Timestamp{kStart, 0, 3};
    options.order = order;
    CAPTURE(expected);
    CHECK(shown(conclude(partial, options)) == expected);
    options.top = 2;
    const HuntResult top = conclude(partial, options);
    CHECK(shown(top) == std::string(expected).substr(0, 3));
    CHECK(top.beyond_top == 3);
    options.top = 5;
    CHECK(conclude(partial, options).beyond_top == 0);
  }
}

TEST_CASE("reported findings: the most severe first, also those of severities that are unknown last") {
  const std::string text = record(0, 1) + record(1, 2) + record(2, 3) + record(3, 4) + record(4, 5);
  std::vector<Rule> rules;
  for (const auto& [n, severity] : {std::pair{1, "low"}, std::pair{2, "critical"}, std::pair{3, "odd"},
                                    std::pair{4, "high"}, std::pair{5, "medium"}}) {
    rules.push_back(rule_of(severity, "destination.ip: 203.0.114." + std::to_string(n), severity));
  }
  ConcludeOptions options;
  options.order = FindingOrder::kSeverity;
  CHECK(shown(conclude(gathered(text, rules), options)) == "2 4 5 1 3");
}

TEST_CASE("reported findings: what is partial can be left out, and is counted") {
  std::string text;
  for (int day = 0; day < 20; ++day) text += record(day, day);
  const Partial partial = gathered(text);
  ConcludeOptions options;
  const HuntResult all = conclude(partial, options);
  options.only_full = true;
  const HuntResult full = conclude(partial, options);
  CHECK(full.findings.size() + full.not_full == all.findings.size());
  CHECK(full.not_full == all.rules.front().partial);
  for (const Finding& finding : full.findings) CHECK(finding.history == HistoryProof::kFull);
  // Without the beginning of what is covered all are full.
  options.covered_from = Timestamp{kStart - 30 * kDay, 0, 3};
  CHECK(conclude(partial, options).not_full == 0);
}

TEST_CASE("reported findings: terms seen on both sides of since are counted, with the first sighting") {
  // 1 is seen before only, 2 on both sides in one run, 3 on both sides in two, 4 after only.
  const Partial partial = gathered(record(0, 1) + record(8, 2) + record(9, 2) + record(11, 2) + record(0, 3) +
                                   record(12, 3) + record(13, 4));
  ConcludeOptions options;
  options.since = Timestamp{kStart + 10 * kDay, 0, 3};
  const HuntResult result = conclude(partial, options);
  CHECK(shown(result) == "3 4");
  CHECK(result.before_since == 3);
  CHECK(result.known_before_since == 1);
  REQUIRE(result.first_known_before);
  CHECK(result.first_known_before->terms.front().second == R"("203.0.114.2")");
  CHECK(result.first_known_before->line == 2);
  CHECK(output::to_summary_text(result, {})
            .find("1 term seen since then, and before; first destination.ip=203.0.114.2 at "
                  "2026-03-09T00:00:00") != std::string::npos);
  CHECK(conclude(partial).known_before_since == 0);
}

}  // namespace firstseen
