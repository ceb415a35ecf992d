#include "rules/exceptions.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "json/document.h"
#include "rules/loader.h"
#include "rules/rule_set.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen::rules {
namespace {

using test::TemporaryFolder;

std::string printed(const std::string& entries) {
  event::FieldSet fields;
  const auto node = json::parse_document(R"({"entries":[)" + entries + "]}");
  REQUIRE(node);
  const auto exception = read_exception(*node, fields);
  if (!exception) return "error: " + exception.error().message;
  return predicate::print(exception->covers, fields);
}

TEST_CASE("exceptions: entries by type") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"field":"user.name","type":"match","operator":"included","value":"bob"})",
       R"((text user.name "bob"))"},
      {R"({"field":"user.name","type":"match","operator":"excluded","value":"bob"})",
       R"((not (text user.name "bob")))"},
      {R"({"field":"process.name.caseless","type":"match_any","value":["A","b"]})",
       R"((or (text-caseless process.name.caseless "a") (text-caseless process.name.caseless "b")))"},
      {R"({"field":"process.name.caseless","type":"wildcard","value":"Cmd*"})",
       R"((like process.name.caseless caseless "cmd*"))"},
      {R"({"field":"process.hash","type":"exists"})", "(or (exists process.hash) (exists process.hash.*))"},
      {R"({"field":"dns.answers","type":"nested","entries":[{"field":"type","type":"match","value":"A"}]})",
       R"((nested dns.answers (text dns.answers.type "A")))"},
      {R"({"field":"user.name","type":"list","list":{"id":"vips","type":"keyword"}})",
       "error: an exception names the value list vips, whose values are not in the export"},
      {R"({"field":"user.name","type":"matches","value":"a"})",
       "error: an exception entry of the type matches is not read"},
      {R"({"field":"user.name","type":"match","operator":"include","value":"a"})",
       R"(error: an exception entry has the operator "include")"},
      {R"({"field":"user.name","type":"match","operator":"","value":"a"})",
       R"(error: an exception entry has the operator "")"},
      {R"({"field":"user.name","type":"match","operater":"excluded","value":"a"})",
       R"(error: an exception entry has the key "operater", which is not read)"},
      {R"({"field":"user.name","type":"match","value":["a"]})",
       R"(error: an exception entry of the type match has the value ["a"] where a string is read)"},
      {R"({"field":"user.name","type":"match_any","value":"a"})",
       R"(error: an exception entry of the type match_any has the value "a" where a list of strings is read)"},
      {R"({"type":"match","value":"a"})", "error: an exception entry names no field"},
  };
  for (const auto& [entry, expected] : cases) {
    CAPTURE(entry);
    CHECK(printed(entry) == expected);
  }
}

std::string rule_line(const std::string& lists) {
  return R"({"rule_id":"r","name":"r","type":"query","language":"kuery","query":"user.name:*","exceptions_list":[)" +
         lists + "]}\n";
}

std::string item_line(const std::string& list, const std::string& more) {
  return R"({"list_id":")" + list +
         R"(","namespace_type":"single","entries":[{"field":"user.name","type":"match",)" +
         R"("operator":"included","value":"bob"}])" + more + "}\n";
}

std::string record(const std::string& day, const std::string& host) {
  return R"({"@timestamp":"2026-03-)" + day + R"(T00:00:00Z","ecs":{"version":"8"},"host":{"name":")" + host +
         R"("},"user":{"name":"bob"}})" + "\n";
}

// The hosts that the rule of `text` finds.
std::string hosts_found(const std::string& text, const std::string& records) {
  const TemporaryFolder folder;
  const LoadedRules loaded = load_all({folder.write("r.ndjson", text)});
  REQUIRE(loaded.bad.empty());
  HuntRequest request;
  request.rules = loaded.rules;
  request.inputs = {folder.write("in.ndjson", records)};
  const auto result = run_hunt(request);
  REQUIRE(result);
  std::string hosts;
  for (const Finding& finding : result->findings) hosts += finding.terms.front().second + " ";
  return hosts;
}

TEST_CASE("exceptions: an expired one hides the records from before, and no others") {
  const std::string list = R"({"list_id":"l","namespace_type":"single"})";
  const std::string records = record("01", "a") + record("03", "b") + record("05", "c");
  const std::string text = rule_line(list);
  CHECK(hosts_found(text + item_line("l", ""), records).empty());
  CHECK(hosts_found(text + item_line("l", R"(,"expire_time":"2026-03-03T00:00:00.000Z")"), records) ==
        "\"b\" \"c\" ");
  CHECK(hosts_found(text + item_line("l", R"(,"expire_time":"2026-03-03T00:00:00.001Z")"), records) ==
        "\"c\" ");
}

TEST_CASE("exceptions: what is not understood is an error") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"("expire_time":"soon")", R"(an exception has the expire_time "soon")"},
      {R"("expire_time":1700000000000)", "an exception has the expire_time 1700000000000"},
      {R"("expire_tim":"2026-03-01T00:00:00Z")",
       R"(an exception has the key "expire_tim", which is not read)"},
      {R"("os_types":"windows")", R"(an exception has the os_types "windows" where a list is read)"},
      {R"("enabled":false)", R"(an exception has the key "enabled", which is not read)"},
  };
  for (const auto& [more, message] : cases) {
    CAPTURE(more);
    event::FieldSet fields;
    const auto node =
        json::parse_document(R"({"entries":[{"field":"user.name","type":"exists"}],)" + more + "}");
    const auto exception = read_exception(*node, fields);
    REQUIRE_FALSE(exception);
    CHECK(exception.error().message == message);
  }
}

TEST_CASE("exceptions: os_types limit an item, as in Kibana's query") {
  event::FieldSet fields;
  const auto node = json::parse_document(
      R"({"entries":[{"field":"user.name","type":"exists"}],"os_types":["windows","linux"],"expire_time":null})");
  const auto exception = read_exception(*node, fields);
  REQUIRE(exception);
  CHECK(
      predicate::print(exception->covers, fields) ==
      R"((and (or (or (text host.os.type "windows") (text host.os.type "linux")) )"
      R"((or (text-caseless host.os.name.caseless "windows") (text-caseless host.os.name.caseless "linux"))) )"
      R"((exists user.name)))");
}

// The messages of the warnings about the rule of `text`.
std::vector<std::string> warnings_about(const std::string& text) {
  const TemporaryFolder folder;
  const LoadedRules loaded = load_all({folder.write("r.ndjson", text)});
  const auto set = compile_rules(loaded.rules, {});
  REQUIRE(set);
  std::vector<std::string> messages;
  for (const Error& warning : set->warnings) messages.push_back(warning.message);
  return messages;
}

TEST_CASE("exceptions: a list that the file does not hold is a warning") {
  const std::string single = R"({"list_id":"l","namespace_type":"single"})";
  const std::string agnostic = R"({"list_id":"l","namespace_type":"agnostic"})";
  const std::vector<std::string> missing{
      "the exception list l is not in the file, so nothing is hidden by it"};
  CHECK(warnings_about(rule_line(single)) == missing);
  CHECK(warnings_about(rule_line(single) + item_line("l", "")).empty());
  CHECK(warnings_about(rule_line(R"({"list_id":"l"})") + item_line("l", "")).empty());
  CHECK(warnings_about(rule_line(agnostic) + item_line("l", "")) == missing);
  // A list without items hides nothing, and is not missing.
  CHECK(warnings_about(rule_line(single) + single + "\n").empty());
  CHECK(warnings_about(rule_line(single) + R"({"missing_exception_lists":[{"list_id":"l"}]})" + "\n") ==
        missing);
}

TEST_CASE("rules: a rule without a query that is not a query rule is a warning") {
  const std::string rule =
      R"({"rule_id":"r","name":"r","language":"kuery","new_terms_fields":["user.name"],)"
      R"("threshold":{"field":["user.name"],"value":2},"history_window_start":"now-7d",)";
  const std::vector<std::string> warned{"the rule has no query and matches every record"};
  CHECK(warnings_about(rule + R"("type":"new_terms"})") == warned);
  CHECK(warnings_about(rule + R"("type":"threshold","query":""})") == warned);
  CHECK(warnings_about(rule + R"("type":"new_terms","query":"*"})").empty());
}

}  // namespace
}  // namespace firstseen::rules
