// What a hunt reports of each rule beside its findings.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "firstseen/hunt.h"
#include "firstseen/partial.h"
#include "output/summary.h"
#include "output/warnings.h"

namespace firstseen {
namespace {

std::string record(const std::string& day, const std::string& members) {
  return R"({"@timestamp":"2026-03-)" + day +
         R"(T00:00:00Z","ecs":{"version":"8"},"event":{"category":"network"})" +
         (members.empty() ? "" : "," + members) + "}\n";
}

std::string from_host(const std::string& name) {
  return R"("host":{"name":")" + name + R"("})";
}

Rule rule_of(const std::string& term) {
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "event.category: network";
  rule.terms = {term};
  rule.window = 24 * 3600;
  return rule;
}

HuntResult hunted(const Rule& rule, const std::vector<MemoryInput>& inputs, bool null_terms = false,
                  const std::string& exclusions = "") {
  HuntRequest request;
  request.rules = {rule};
  request.memory_inputs = inputs;
  request.null_terms = null_terms;
  request.exclude = {{"exclusions", exclusions}};
  auto result = run_hunt(request);
  REQUIRE(result);
  return std::move(*result);
}

TEST_CASE("rule report: matches without a term are counted, and the first by path is named") {
  const std::string whole = record("01", from_host("a")) + record("02", "") + record("05", from_host("a"));
  const std::string none = record("01", "");
  for (const auto& inputs :
       {std::vector<MemoryInput>{{"b", whole}, {"a", none}}, {{"a", none}, {"b", whole}}}) {
    const HuntResult result = hunted(rule_of("host.name"), inputs);
    REQUIRE(result.rules.size() == 1);
    const RuleReport& report = result.rules.front();
    CHECK(report.matched == 4);
    CHECK(report.without_term == 2);
    CHECK(report.first_without_term.file == "a");
    CHECK(report.first_without_term.line == 1);
    CHECK(report.first_without_term.reason == "host.name");
    CHECK(report.terms == 1);
    CHECK(report.findings == 2);
    CHECK(report.full + report.partial == 2);
    CHECK(output::to_warnings_text(result).find(
              "without a term: 2 of 4 matching records of r, first a:1, which has no host.name") !=
          std::string::npos);
  }
}

TEST_CASE("rule report: with null terms the absent value is a term") {
  const std::string records = record("01", from_host("a")) + record("02", "") + record("02", "");
  const HuntResult result = hunted(rule_of("host.name"), {{"a", records}}, true);
  CHECK(result.rules.front().without_term == 0);
  CHECK(result.rules.front().terms == 2);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings.back().terms.front().second == "null");
  CHECK(result.findings.back().events == 2);
}

TEST_CASE("rule report: of several term fields those that a record lacks are named") {
  Rule rule = rule_of("host.name");
  rule.terms = {"user.name", "host.name", "host.id"};
  const std::string one = record("01", from_host("a"));
  const HuntResult result = hunted(rule, {{"a", one}});
  CHECK(result.rules.front().first_without_term.reason == "user.name, host.id");
}

TEST_CASE("rule report: excluded and no longer excepted records are counted once each") {
  Rule rule = rule_of("host.name");
  rule.exceptions = {R"({"entries":[{"field":"host.name","type":"match","value":"a"}],)"
                     R"("expire_time":"2026-03-02T00:00:00Z"})"};
  const std::string records = record("01", from_host("a")) + record("02", from_host("a")) +
                              record("03", from_host("b")) + record("04", from_host("c"));
  const HuntResult result = hunted(rule, {{"a", records}}, false, "b\nhost.name: c\n");
  const RuleReport& report = result.rules.front();
  CHECK(report.matched == 3);
  CHECK(report.expired == 1);
  CHECK(report.excluded == 2);
  CHECK(report.findings == 1);
}

}  // namespace
}  // namespace firstseen
