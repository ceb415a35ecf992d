// Which findings --since and --until report.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>

#include "firstseen/partial.h"
#include "support/render.h"

namespace firstseen {
namespace {

Timestamp time_of(const char* text) {
  return *parse_time_argument(text);
}

std::string record_at(std::int64_t seconds, const std::string& address) {
  test::Connection connection = test::connections(1).front();
  connection.seconds = seconds;
  connection.destination_ip = address;
  return test::shapes().front().render(connection) + "\n";
}

}  // namespace

TEST_CASE("reported times: since is inclusive, until is not, and what they hide is counted") {
  const std::int64_t start = time_of("2026-03-01").seconds;
  std::string text;
  for (int day = 0; day < 4; ++day)
    text += record_at(start + day * 86400, "203.0.114." + std::to_string(day));
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "*";
  rule.terms = {"destination.ip"};
  request.rules = {rule};
  const auto partial = gather(request);
  REQUIRE(partial);
  for (const auto& [since, until, before, found, after] :
       {std::tuple{"", "", 0, 4, 0}, std::tuple{"2026-03-02", "", 1, 3, 0},
        std::tuple{"2026-03-02T00:00:00.001Z", "", 2, 2, 0}, std::tuple{"", "2026-03-03", 0, 2, 2},
        std::tuple{"2026-03-02", "2026-03-03", 1, 1, 2}, std::tuple{"2027-01-01", "", 4, 0, 0},
        std::tuple{"", "2025-01-01", 0, 0, 4}}) {
    CAPTURE(since, until);
    ConcludeOptions options;
    if (*since != '\0') options.since = time_of(since);
    if (*until != '\0') options.until = time_of(until);
    const HuntResult result = conclude(*partial, options);
    CHECK(result.findings.size() == static_cast<std::size_t>(found));
    CHECK(result.before_since == static_cast<std::uint64_t>(before));
    CHECK(result.after_until == static_cast<std::uint64_t>(after));
  }
}

}  // namespace firstseen
