// Terms and counted values of `x.caseless`: values that differ only in letter case are one.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

std::string record(int second, const std::string& user, const std::string& process) {
  return R"({"@timestamp":"2026-03-01T10:00:0)" + std::to_string(second) +
         R"(Z","event":{"category":"process"},"host":{"name":"h"},"user":{"name":")" + user +
         R"("},"process":{"name":")" + process + R"("}})" + "\n";
}

Rule rule_of(RuleType type) {
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = type;
  rule.query = "event.category: process";
  return rule;
}

std::vector<std::string> found(const std::vector<std::string>& lines, const Rule& rule) {
  const test::TemporaryFolder folder;
  std::string text;
  for (const std::string& line : lines) text += line;
  HuntRequest request = test::request_for({folder.write("a.ndjson", text)});
  request.rules = {rule};
  std::vector<std::string> out;
  for (const Finding& finding : test::run(request).findings) {
    std::string terms;
    for (const auto& [field, value] : finding.terms) terms += field + "=" + value + " ";
    out.push_back(terms + std::to_string(finding.events) + " " + *finding.event);
  }
  return out;
}

}  // namespace

TEST_CASE("caseless terms: one term in every letter case and order, printed in lower case") {
  std::vector<std::string> lines{record(1, "MÜLLER", "CMD.exe"), record(2, "Müller", "cmd.EXE"),
                                 record(3, "müller", "cmd.exe")};
  Rule rule = rule_of(RuleType::kNewTerms);
  rule.terms = {"user.name.caseless", "process.name.caseless"};
  const auto expected = found(lines, rule);
  REQUIRE(expected.size() == 1);
  CHECK(expected[0].find("\"müller\"") != std::string::npos);
  CHECK(expected[0].find("\"cmd.exe\"") != std::string::npos);
  CHECK(expected[0].find("\"MÜLLER\"") != std::string::npos);  // the event shows what the record has
  std::sort(lines.begin(), lines.end());
  do {
    CHECK(found(lines, rule) == expected);
  } while (std::next_permutation(lines.begin(), lines.end()));
  rule.terms = {"user.name"};
  CHECK(found(lines, rule).size() == 3);
}

TEST_CASE("caseless terms: thresholds count values without letter case") {
  const std::vector<std::string> lines{record(1, "A", "x"), record(2, "a", "X"), record(3, "É", "y"),
                                       record(4, "é", "Y")};
  Rule rule = rule_of(RuleType::kThreshold);
  rule.terms = {"user.name.caseless"};
  rule.threshold.value = 2;
  CHECK(found(lines, rule).size() == 2);
  rule.terms = {"user.name"};
  CHECK(found(lines, rule).empty());
  rule.terms = {"host.name"};
  rule.threshold = {1, {{"process.name.caseless", 2}}};
  CHECK(found(lines, rule).size() == 1);
  rule.threshold = {1, {{"process.name.caseless", 3}}};
  CHECK(found(lines, rule).empty());
}

}  // namespace firstseen
