// What `rules check` prints.
#include "output/rule_report.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "support/render.h"

namespace firstseen {
namespace {

Rule rule(const std::string& id, const std::string& query) {
  Rule rule;
  rule.id = rule.name = id;
  rule.query = query;
  rule.terms = {"destination.ip"};
  rule.file = id + ".toml";
  return rule;
}

LoadedRules loaded() {
  LoadedRules loaded;
  loaded.rules = {rule("a", "process.pid: 4"),
                  rule("b", "okta.x: 1 and process.pid: 4"),
                  rule("c", "okta.x: 2 and @timestamp > 2026-01-01"),
                  rule("d", "host.nam: x"),
                  rule("e", "process.pid: x"),
                  rule("f", "not process.pid: 4")};
  loaded.unsupported = {Error("g: rules of the type eql are not run")};
  loaded.deprecated = 2;
  loaded.not_rules = 1;
  return loaded;
}

std::vector<Result<RuleCheck>> checks(const LoadedRules& loaded) {
  std::vector<Result<RuleCheck>> all;
  for (const Rule& one : loaded.rules) all.push_back(check_rule(one));
  return all;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("rules check: a verdict per rule, fields once, and a count per verdict") {
  const LoadedRules rules = loaded();
  const std::string text = output::to_check_text(rules, checks(rules));
  CAPTURE(text);
  CHECK(contains(text, "OK      a.toml: a\n"));
  CHECK(contains(text, "WARNING c.toml: c\n"));
  CHECK(contains(text, "the rule constrains @timestamp, the clock of its own history"));
  CHECK(contains(text, "FAILED  e.toml: e\n"));
  CHECK(contains(text, "OTHER   g: rules of the type eql are not run\n"));
  CHECK(contains(text, "only ECS documents can have these fields"));
  CHECK(contains(text, "  okta.x (2 rules, b.toml:1:1)\n"));
  CHECK(contains(text, "host.nam (1 rule, d.toml:1:1); did you mean host.name?\n"));
  CHECK(contains(text, "reads every document, which takes several times as long:\n"));
  CHECK(contains(text, "\n  f\n"));
  CHECK_FALSE(contains(text, "\n  a\n"));
  CHECK(text.ends_with(
      "\n4 OK, 1 with warnings, 1 failed, 1 of other types, 2 deprecated; 1 file without a rule\n"));
}

TEST_CASE("rules check: as JSON") {
  const LoadedRules rules = loaded();
  const std::string json = output::to_checks_json(rules, checks(rules));
  CAPTURE(json);
  CHECK(json.starts_with(R"({"schema":"firstseen.rules-check/1",)"));
  CHECK(contains(
      json,
      R"({"id":"a","name":"a","file":"a.toml","line":null,"verdict":"ok","messages":[],"foreign_fields":[]})"));
  CHECK(contains(json, R"("verdict":"warning")"));
  CHECK(contains(json, R"("verdict":"failed")"));
  CHECK(contains(json, R"("foreign_fields":["okta.x"])"));
  CHECK(contains(
      json,
      R"("other_types":["g: rules of the type eql are not run"],"unreadable":[],"deprecated":2,"files_without_rule":1})"));
}

TEST_CASE("rules check: a hunt reports the fields of loaded rules, and why every document is read") {
  // More documents than are sampled.
  std::string text;
  for (int i = 0; i < 300; ++i) text += test::shapes().front().render(test::connections(1).front()) + "\n";
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  request.rules = {rule("b", "okta.x: 1 and process.pid: 4"), rule("f", "not process.pid: 4")};
  const auto result = run_hunt(request);
  REQUIRE(result);
  CHECK(result->foreign_fields == std::vector<std::string>{"okta.x"});
  CHECK(result->warnings.empty());
  CHECK(result->prefilter_off == "the records of f have no text in common to search for");
}

}  // namespace firstseen
