#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/timestamp.h"

namespace firstseen {
namespace {

TEST_CASE("parse_duration reads a number and a unit", "[event]") {
  struct Row {
    std::string_view text;
    std::optional<Seconds> seconds;
  };
  const std::vector<Row> rows{
      {"0s", 0},
      {"1s", 1},
      {"90m", 5'400},
      {"24h", 86'400},
      {"7d", 604'800},
      {"2w", 1'209'600},
      {"007d", 604'800},
      {"3660000d", 316'224'000'000},
      {"3660001d", {}},
      {"316224000001s", {}},
      {"9223372036854775807s", {}},
      {"9223372036854775808s", {}},
      {"15250284452472w", {}},
      {"", {}},
      {"7", {}},
      {"d", {}},
      {"-1d", {}},
      {"+1d", {}},
      {"1.5d", {}},
      {"7 d", {}},
      {" 7d", {}},
      {"7d ", {}},
      {"7D", {}},
      {"7M", {}},
      {"7days", {}},
      {"1d12h", {}},
      {"7y", {}},
      {"forever", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_duration(row.text) == row.seconds);
  }
}

TEST_CASE("duration_to_string takes the largest unit that divides", "[event]") {
  struct Row {
    Seconds seconds;
    std::string_view printed;
  };
  const std::vector<Row> rows{
      {0, "0d"},       {1, "1s"},       {59, "59s"},          {60, "1m"},
      {90, "90s"},     {3'600, "1h"},   {5'400, "90m"},       {86'400, "1d"},
      {90'000, "25h"}, {604'800, "7d"}, {604'801, "604801s"}, {kForever, "forever"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.seconds);
    CHECK(duration_to_string(row.seconds) == row.printed);
    if (row.seconds != kForever) CHECK(parse_duration(row.printed) == row.seconds);
  }
}

}  // namespace
}  // namespace firstseen
