// What tells apart the findings of a rule without term fields.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/hunt.h"

namespace firstseen {
namespace {

// Each finding as `field=value` and its events.
std::vector<std::string> findings(const std::vector<std::string>& members) {
  std::string text;
  for (const std::string& member : members)
    text += R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"kind":"event"})" + member + "}\n";
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = RuleType::kQuery;
  rule.query = "*";
  request.rules = {rule};
  const auto result = run_hunt(request);
  REQUIRE(result);
  std::vector<std::string> out;
  for (const Finding& finding : result->findings) {
    std::string terms;
    for (const auto& [field, value] : finding.terms) terms += field + "=" + value + " ";
    out.push_back(terms + std::to_string(finding.events));
  }
  return out;
}

}  // namespace

TEST_CASE(
    "query rules: the first of host.name, host.id, user and account, user.id and source.ip identifies") {
  const std::string host_name = R"(,"host":{"name":"h","id":"1"})";
  const std::string host_id = R"(,"host":{"id":"1"},"user":{"id":"u"})";
  const std::string account = R"(,"user":{"name":"n","id":"u"},"cloud":{"account":{"id":"c"}})";
  const std::string other_account = R"(,"user":{"name":"n"},"cloud":{"account":{"id":"d"}})";
  const std::string user_name = R"(,"user":{"name":"n"})";
  const std::string user_id = R"(,"user":{"name":"n","id":"1"},"source":{"ip":"10.0.0.1"})";
  const std::string address = R"(,"user":{"name":"n"},"source":{"ip":"10.0.0.1"})";
  for (const auto& [members, expected] :
       std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>>{
           {{host_name, host_name}, {"host.name=\"h\" 2"}},
           {{host_id}, {"host.id=\"1\" 1"}},
           {{account, other_account},
            {"user.name=\"n\" cloud.account.id=\"c\" 1", "user.name=\"n\" cloud.account.id=\"d\" 1"}},
           {{user_id, account, user_id}, {"user.id=\"1\" 2", "user.name=\"n\" cloud.account.id=\"c\" 1"}},
           {{address, address}, {"source.ip=\"10.0.0.1\" 2"}},
           {{user_name, ""}, {"host.name=null 2"}},
           // The same value in other fields is another identity.
           {{R"(,"host":{"name":"1"})", R"(,"host":{"id":"1"})", R"(,"user":{"id":"1"})"},
            {"host.id=\"1\" 1", "host.name=\"1\" 1", "user.id=\"1\" 1"}},
       }) {
    CAPTURE(members);
    CHECK(findings(members) == expected);
  }
}

}  // namespace firstseen
