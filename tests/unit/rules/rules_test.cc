#include <catch2/catch_test_macros.hpp>

#include "firstseen/hunt.h"
#include "json/document.h"
#include "rules/loader.h"
#include "rules/rule_set.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

// A rule file of Elastic's repository with these members in its [rule] table.
std::string toml_rule(const std::string& id, const std::string& members) {
  return "[rule]\nrule_id = \"" + id + "\"\nname = \"n\"\nlanguage = \"kuery\"\n" + members + "\n";
}

}  // namespace

TEST_CASE("rules: a TOML file of the repository") {
  const TemporaryFolder folder;
  const LoadedRules loaded = rules::load_all({folder.write("a.toml", toml_rule("1", R"(type = "new_terms"
query = '''event.category: network'''
risk_score = 47
severity = "medium"
[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "destination.ip"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-5d")"))});
  REQUIRE(loaded.bad.empty());
  REQUIRE(loaded.rules.size() == 1);
  const Rule& rule = loaded.rules.front();
  CHECK(rule.type == RuleType::kNewTerms);
  CHECK(rule.terms == std::vector<std::string>{"host.id", "destination.ip"});
  CHECK(rule.window == 5 * 86'400);
  CHECK(rule.risk_score == 47);
}

TEST_CASE("rules: what cannot be loaded, and what is passed over") {
  const TemporaryFolder folder;
  folder.write("a.toml", toml_rule("1", "type = \"eql\""));
  folder.write("b.toml", "[rule]\nname = \"no id\"");
  folder.write("c.toml", "[rule\n");
  folder.write("d.toml", "[metadata]\n");
  folder.write("e.toml",
               toml_rule("5",
                         "type = \"new_terms\"\nquery = \"a: b\"\n[rule.new_terms]\nvalue = "
                         "[\"host.id\"]\n[[rule.new_terms.history_window_start]]\nvalue = \"yesterday\""));
  folder.write("f.txt", "no rule");
  const LoadedRules loaded = rules::load_all({folder.path(), "no-such-rule"});
  CHECK(loaded.rules.empty());
  REQUIRE(loaded.unsupported.size() == 1);
  CHECK(loaded.unsupported.front().message == "n: rules of the type eql are not run");
  CHECK(loaded.bad.size() == 4);
  CHECK(loaded.not_rules == 1);
}

TEST_CASE("rules: the same id with the same meaning counts once, with another it is an error") {
  const TemporaryFolder folder;
  const std::string terms = "\n[rule.new_terms]\nvalue = [\"host.id\"]";
  const std::string first = folder.write(
      "a.toml",
      toml_rule("1", "type = \"new_terms\"\nquery = \"event.category: network and process.pid: 4\"" + terms));
  const std::string same = folder.write(
      "b.toml",
      toml_rule("1", "type = \"new_terms\"\nquery = \"process.pid:4   AND event.category:network\"" + terms));
  const std::string other =
      folder.write("c.toml", toml_rule("1", "type = \"new_terms\"\nquery = \"process.pid: 5\"" + terms));
  CHECK(load_rules({first, same}, {.keep_good = true})->rules.size() == 1);
  CHECK(rules::load_all({first, same}).bad.empty());
  CHECK(rules::load_all({first, other}).bad.size() == 1);
}

TEST_CASE("rules: Kibana's export brings exceptions along") {
  const TemporaryFolder folder;
  const std::string file = folder.write(
      "export.ndjson",
      R"({"rule_id":"1","name":"n","type":"new_terms","language":"kuery","query":"event.category: network","new_terms_fields":["destination.ip"],"history_window_start":"now-2d","exceptions_list":[{"list_id":"l"}]})"
      "\n"
      R"({"list_id":"l","entries":[{"field":"host.name","operator":"included","type":"match_any","value":["a","b"]},{"field":"user.name","operator":"excluded","type":"match","value":"root"}]})"
      "\n"
      R"({"exported_count":2})"
      "\n");
  const LoadedRules loaded = rules::load_all({file});
  REQUIRE(loaded.bad.empty());
  REQUIRE(loaded.rules.size() == 1);
  CHECK(loaded.rules.front().window == 2 * 86'400);
  const auto set = rules::compile_rules(loaded.rules, {});
  REQUIRE(set);
  CHECK(
      predicate::print(set->rules.front().tree, set->fields) ==
      R"((and (text event.category "network") (not (and (not (text user.name "root")) (text host.name "a" "b")))))");
}

TEST_CASE("rules: a compiled rule keeps its query, filters and exceptions as they were written") {
  Rule rule;
  rule.id = rule.name = "r";
  rule.terms = {"host.id"};
  rule.query = "not not event.category: network";
  rule.filters = {R"({"query":{"exists":{"field":"host.id"}}})",
                  R"({"meta":{"negate":true},"query":{"term":{"process.pid":4}}})"};
  rule.exceptions = {
      R"({"entries":[{"field":"host.name","operator":"excluded","type":"match","value":"a"}]})"};
  const auto set = rules::compile_rules({rule}, {});
  REQUIRE(set);
  const rules::WrittenRule& written = set->rules.front().written;
  CHECK(predicate::print(written.query, set->fields) == R"((not (not (text event.category "network"))))");
  CHECK(written.query.children.front().children.front().span.in(rule.query) == "event.category: network");
  REQUIRE(written.filters.size() == 2);
  CHECK(predicate::print(written.filters[0], set->fields) == "(exists host.id)");
  CHECK(predicate::print(written.filters[1], set->fields) == "(not (number process.pid 4))");
  REQUIRE(written.exceptions.size() == 1);
  CHECK(predicate::print(written.exceptions[0], set->fields) == R"((not (text host.name "a")))");
}

TEST_CASE("rules: --internal-cidr joins groups with all of RFC 1918 and no others") {
  Rule rule;
  rule.id = rule.name = "r";
  rule.terms = {"host.id"};
  rules::RuleSetOptions options;
  options.internal_networks = {*Cidr::parse("100.64.0.0/10")};
  for (const auto& [query, joined] :
       {std::pair{"source.ip: (10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16)", true},
        std::pair{"not source.ip: (10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16 or 127.0.0.0/8)", true},
        std::pair{"source.ip: (10.0.0.0/8 or 172.16.0.0/12)", false},
        std::pair{"source.ip: 0.0.0.0/0", false}}) {
    rule.query = query;
    const auto set = rules::compile_rules({rule}, options);
    REQUIRE(set);
    CAPTURE(query);
    CHECK((predicate::print(set->rules.front().tree, set->fields).find("100.64.0.0") != std::string::npos) ==
          joined);
  }
}

TEST_CASE("rules: fifty thousand combinations of one record are fifty thousand terms") {
  std::string ports;
  std::string names;
  for (int i = 0; i < 250; ++i) ports += (i > 0 ? "," : "") + std::to_string(i + 1);
  for (int i = 0; i < 200; ++i) names += (i > 0 ? ",\"n" : "\"n") + std::to_string(i) + "\"";
  const TemporaryFolder folder;
  const std::string head = R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"network"},)";
  HuntRequest request;
  request.inputs = {folder.write(
      "a.json", head + R"("destination":{"port":[)" + ports + "]},\"host\":{\"name\":[" + names + "]}}\n")};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "event.category: network";
  rule.terms = {"destination.port", "host.name"};
  request.rules = {rule};
  const auto result = run_hunt(request);
  REQUIRE(result);
  CHECK(result->findings.size() == 50'000);
  CHECK(result->ledger.matched == 1);
}

TEST_CASE("rules: more than a million combinations reject the record") {
  std::string ports;
  for (int i = 0; i < 1001; ++i) ports += (i > 0 ? "," : "") + std::to_string(i + 1);
  const TemporaryFolder folder;
  HuntRequest request;
  request.inputs = {folder.write(
      "a.json",
      R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"network"},"destination":{"port":[)" +
          ports + "]},\"source\":{\"port\":[" + ports + "]}}\n")};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "event.category: network";
  rule.terms = {"destination.port", "source.port"};
  request.rules = {rule};
  const auto result = run_hunt(request);
  REQUIRE(result);
  CHECK(result->findings.empty());
  CHECK(result->ledger.rejected[static_cast<std::size_t>(Reject::kTooManyTerms)] == 1);
}

TEST_CASE("rules: a query rule finds one record a host, a missing host included") {
  const auto record = [](const char* time, const char* host) {
    return std::string(R"({"@timestamp":"2026-03-0)") + time +
           R"(T00:00:00Z","event":{"category":"network"})" + host + "}\n";
  };
  const TemporaryFolder folder;
  HuntRequest request;
  request.inputs = {folder.write("a.json", record("3", R"(,"host":{"name":"a"})") +
                                               record("1", R"(,"host":{"name":"a"})") + record("2", "") +
                                               record("4", ""))};
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = RuleType::kQuery;
  rule.query = "event.category: network";
  request.rules = {rule};
  const auto result = run_hunt(request);
  REQUIRE(result);
  REQUIRE(result->findings.size() == 2);
  CHECK(result->findings[0].first_seen.to_string() == "2026-03-01T00:00:00.000Z");
  CHECK(result->findings[0].events == 2);
  CHECK(result->findings[0].history == HistoryProof::kNone);
  CHECK(result->findings[1].terms.front().second == "null");
}

TEST_CASE("rules: a threshold counts records and different values over the whole input") {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"network"},"host":{"name":")" +
            std::string(i < 6 ? "a" : "b") + R"("},"destination":{"port":)" + std::to_string(i % 3) + "}}\n";
  }
  const TemporaryFolder folder;
  HuntRequest request;
  request.inputs = {folder.write("a.json", text)};
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = RuleType::kThreshold;
  rule.query = "event.category: network";
  rule.terms = {"host.name"};
  const auto found = [&](std::uint64_t value, std::uint64_t different) {
    rule.threshold = {value, different == 0
                                 ? std::vector<Threshold::Cardinality>{}
                                 : std::vector<Threshold::Cardinality>{{"destination.port", different}}};
    request.rules = {rule};
    const auto result = run_hunt(request);
    REQUIRE(result);
    return result->findings.size();
  };
  CHECK(found(4, 0) == 2);
  CHECK(found(5, 0) == 1);
  CHECK(found(7, 0) == 0);
  CHECK(found(1, 3) == 2);
  CHECK(found(1, 4) == 0);
  rule.terms = {};
  CHECK(found(10, 3) == 1);
  CHECK(found(11, 0) == 0);
}

}  // namespace firstseen
