// Rules that constrain the clock by which their own history is kept.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>

#include "firstseen/rule.h"

namespace firstseen {

TEST_CASE("rule clock: a constraint of @timestamp or of the timestamp override is a warning") {
  const std::string filter = R"({"query":{"range":{"@timestamp":{"gte":"2026-01-01"}}}})";
  for (const auto& [query, filters, override_field, warned] :
       {std::tuple{"host.name: x", std::vector<std::string>{}, "", ""},
        std::tuple{"host.name: x and @timestamp > 2026-01-01", std::vector<std::string>{}, "", "@timestamp"},
        std::tuple{"host.name: x", std::vector<std::string>{filter}, "", "@timestamp"},
        std::tuple{"event.ingested > 2026-01-01", std::vector<std::string>{}, "event.ingested",
                   "event.ingested"},
        std::tuple{"event.ingested > 2026-01-01", std::vector<std::string>{}, "", ""},
        std::tuple{"event.created > 2026-01-01", std::vector<std::string>{}, "event.ingested", ""}}) {
    CAPTURE(query, override_field);
    Rule rule;
    rule.id = rule.name = "r";
    rule.query = query;
    rule.filters = filters;
    rule.timestamp_override = override_field;
    rule.terms = {"destination.ip"};
    const auto checked = check_rule(rule);
    REQUIRE(checked);
    CHECK(checked->warnings.size() == (std::string(warned).empty() ? 0U : 1U));
    if (!checked->warnings.empty())
      CHECK(checked->warnings.front().message.find("constrains " + std::string(warned) + ",") !=
            std::string::npos);
  }
}

}  // namespace firstseen
