// Keys that are more than once in their object.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "output/warnings.h"

namespace firstseen {
namespace {

// A connection to the internet, with the members in place of the address.
std::string document(const std::string& members) {
  return R"({"@timestamp":"2026-03-02T09:15:00Z","event":{"category":"network"},"host":{"os":{"type":"windows"}},)"
         R"("network":{"transport":"tcp"},"process":{"pid":4},"source":{"ip":"10.1.2.3"},)" +
         members + "}\n";
}

using Terms = std::vector<std::string>;

HuntResult hunted(const std::string& text, std::vector<NamedText> exclude = {}) {
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  request.exclude = std::move(exclude);
  Rule rule;
  rule.id = rule.name = "r";
  rule.query =
      "event.category: network and destination.port: 445 and process.pid: 4 and source.ip: 10.0.0.0/8 and "
      "not "
      "destination.ip: 10.0.0.0/8";
  rule.terms = {"destination.ip"};
  request.rules = {rule};
  auto result = run_hunt(request);
  REQUIRE(result);
  return std::move(*result);
}

Terms terms_in(const HuntResult& result) {
  Terms terms;
  for (const Finding& finding : result.findings) terms.push_back(finding.terms.front().second);
  std::sort(terms.begin(), terms.end());
  return terms;
}

Terms terms_of(const std::string& text) {
  return terms_in(hunted(text));
}

}  // namespace

TEST_CASE("repeated keys: none hides the value of another") {
  struct Row {
    std::string members;
    Terms terms;
  };
  const std::vector<Row> rows{
      {R"("destination":{"ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":"10.0.0.1","ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":"8.8.8.8","ip":"10.0.0.1","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":"10.0.0.1"},"destination":{"ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination.ip":"10.0.0.1","destination":{"ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"i\u0070":"10.0.0.1","ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":["10.0.0.1"],"ip":["8.8.8.8"],"port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":"8.8.8.8","port":445,"port":80})", {R"("8.8.8.8")"}},
      {R"("source.ip":"8.8.4.4","destination":{"ip":"8.8.8.8","port":445})", {R"("8.8.8.8")"}},
      {R"("destination":{"ip":"9.9.9.9","ip":"8.8.8.8","port":445})", {R"("8.8.8.8")", R"("9.9.9.9")"}},
      // The values of an array do not contradict one another.
      {R"("destination":{"ip":["10.0.0.1","8.8.8.8"],"port":445})", {}},
      {R"("destination":[{"ip":"10.0.0.1"},{"ip":"8.8.8.8","port":445}])", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.members);
    CHECK(terms_of(document(row.members)) == row.terms);
  }
}

TEST_CASE("repeated keys: within XML and lists of named data") {
  const auto event = [](const std::string& data) {
    return R"({"@timestamp":"2026-03-02T09:15:00Z","Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},)"
           R"("EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"h","TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T09:15:00Z"}}},"EventData":{)" +
           data + "}}}\n";
  };
  const std::string rest =
      R"("ProcessId":4,"Image":"System","Protocol":"tcp","SourceIp":"10.1.2.3","DestinationPort":445,"UtcTime":"2026-03-02 09:15:00.000")";
  CHECK(terms_of(event(R"("DestinationIp":"8.8.8.8",)" + rest)) == Terms{R"("8.8.8.8")"});
  CHECK(terms_of(event(R"("DestinationIp":"10.0.0.1","DestinationIp":"8.8.8.8",)" + rest)) ==
        Terms{R"("8.8.8.8")"});
}

TEST_CASE("repeated keys: are counted, with the first place") {
  const std::string text = document(R"("destination":{"ip":"8.8.8.8","port":445})") +
                           document(R"("destination":{"ip":"10.0.0.1","ip":"10.0.0.2","port":445})") +
                           document(R"("destination":{"ip":"10.0.0.1","ip":"10.0.0.2","port":445})");
  const HuntResult result = hunted(text);
  CHECK(output::to_warnings_text(result).find("key twice: destination.ip: 2 records, first a:2\n") !=
        std::string::npos);
}

TEST_CASE("repeated keys: an exclusion hides a record only if each value is excluded") {
  const std::string text = document(R"("destination":{"ip":"8.8.4.4","ip":"8.8.8.8","port":445})");
  CHECK(terms_in(hunted(text, {{"list", "destination.ip: 8.8.4.4\n"}})) ==
        Terms{R"("8.8.4.4")", R"("8.8.8.8")"});
  CHECK(terms_in(hunted(text, {{"list", "destination.ip: 8.8.0.0/16\n"}})).empty());
}

}  // namespace firstseen
