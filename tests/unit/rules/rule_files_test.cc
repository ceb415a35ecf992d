// Files of all kinds that are named as rules, or are in a directory that is.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "firstseen/rule.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

std::string rule(const std::string& id) {
  return R"({"rule_id":")" + id + R"(","name":"n","type":"query","language":"kuery","query":"host.name: x"})";
}

std::string toml(const std::string& id, const std::string& maturity,
                 const std::string& members = "type = \"query\"") {
  return "[metadata]\nmaturity = \"" + maturity + "\"\n[rule]\nrule_id = \"" + id + "\"\nname = \"n\"\n" +
         members + "\nquery = 'host.name: x'\n";
}

// The ids of the rules, and what is wrong.
std::string loaded(const std::vector<std::string>& arguments) {
  const auto loaded = load_rules(arguments, {.keep_good = true});
  REQUIRE(loaded);
  std::string out;
  for (const Rule& rule : loaded->rules) out += rule.id + " ";
  for (const Error& error : loaded->bad) out += "[" + error.message + "]";
  return out;
}

}  // namespace

TEST_CASE("rule files: rules load from every kind of JSON, and what is none is said") {
  const test::TemporaryFolder folder;
  const std::string pretty = "{\n  \"rule_id\": \"1\",\n  \"name\": \"n\",\n  \"type\": \"query\"\n}\n";
  const std::string record =
      R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"type":"start"},"query":"x","type":"y"})";
  struct Row {
    std::string name;
    std::string text;
    std::string loaded;
  };
  for (const auto& [name, text, expected] : std::vector<Row>{
           {"a.ndjson", rule("1") + "\n" + rule("2") + "\n", "1 2 "},
           {"bom.ndjson", "\xef\xbb\xbf" + rule("1") + "\n" + rule("2") + "\n", "1 2 "},
           {"array.json", "[" + rule("1") + ",\n" + rule("2") + "]", "1 2 "},
           {"pretty.json", pretty, "1 "},
           {"no-ending", rule("1"), "1 "},
           {"answer.json", R"({"page":1,"total":1,"data":[)" + rule("1") + "]}", "1 "},
           {"saved.json", R"({"type":"security-rule","id":"x","attributes":)" + rule("1") + "}", "1 "},
           {"alert.json", R"({"type":"alert","attributes":{"alertTypeId":"siem.queryRule","params":{}}})",
            "[is a saved object of Kibana's alerting, not a rule]"},
           {"records.ndjson", record + "\n" + record + "\n", "[holds records, not rules]"},
           {"record.json", record, "[holds records, not rules]"},
           {"text", "no rule\n", "[holds no rule]"},
           {"empty", "", "[is empty]"},
           {"blank.ndjson", "\n \n", "[is empty]"},
           {"no-id.json", R"({"name":"n","type":"query","query":"a: b","severity":"low"})",
            "[the rule has no rule_id]"},
           {"broken.ndjson", rule("1") + "\n{\"a\":\n", "1 [a value is missing]"},
           {"sigma.yml", "title: x\nlogsource:\n  product: windows\ndetection:\n  condition: a\n",
            "[is a Sigma rule, which is not run]"},
           {"p.toml", "[tool.poetry]\nname = \"x\"\n", "[has no [rule] table]"},
           {"d.toml", toml("1", "deprecated"), "1 "},
       }) {
    CAPTURE(name);
    const std::string said = loaded({folder.write(name, text)});
    if (name == "broken.ndjson") {
      CHECK(said.starts_with("1 ["));
    } else {
      CHECK(said == expected);
    }
  }
}

TEST_CASE("rule files: many malformed lines are counted") {
  const test::TemporaryFolder folder;
  std::string text = rule("1") + "\n";
  for (int i = 0; i < 20; ++i) text += "{broken\n";
  const auto loaded = load_rules({folder.write("a.ndjson", text)}, {.keep_good = true});
  REQUIRE(loaded->bad.size() == 6);
  CHECK(loaded->bad.back().message == "15 more lines are malformed");
}

TEST_CASE("rule files: below a directory only rules are loaded, and the rest is counted") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path("rules/_deprecated"));
  std::filesystem::create_directory_symlink(".", folder.path("rules/circle"));
  folder.write("pyproject.toml", "[tool]\nname = \"x\"\n");
  folder.write("broken-config.toml", "[tool\n");
  folder.write("package.json", "{\"name\":\"x\"}");
  folder.write("ci.yml", "on: push\n");
  folder.write("records.ndjson", "{\"@timestamp\":\"2026-03-01T00:00:00Z\"}\n");
  folder.write("notes.md", "notes");
  folder.write("rules/a.toml", toml("1", "production"));
  folder.write("rules/b.toml", toml("2", "production", "type = \"eql\""));
  folder.write("rules/_deprecated/c.toml", toml("3", "deprecated"));
  folder.write("rules/d.json", R"({"type":"security-rule","attributes":)" + rule("4") + "}");
  const auto loaded = load_rules({folder.path()}, {.keep_good = true});
  REQUIRE(loaded);
  CHECK(loaded->bad.empty());
  REQUIRE(loaded->rules.size() == 2);
  CHECK(loaded->rules.front().maturity == "production");
  CHECK(loaded->unsupported.size() == 1);
  CHECK(loaded->deprecated == 1);
  CHECK(loaded->not_rules == 5);
}

TEST_CASE("rule files: a broken rule below a directory is named, also if it is cut short or in UTF-16") {
  const test::TemporaryFolder folder;
  const std::string good = rule("1");
  std::string wide = "\xff\xfe";
  for (const char c : toml("5", "production")) (wide += c) += '\0';
  folder.write("good.json", good);
  folder.write("cut.ndjson", rule("2").substr(0, rule("2").size() - 1));
  folder.write("cut-array.json", "[" + rule("3") + ",");
  folder.write("on-one-line.ndjson", rule("6") + rule("7") + "\n");
  folder.write("wide.toml", wide);
  folder.write("cut.toml", "[metadata]\nmaturity = \"production\"\n[[rul");
  folder.write("array.json", "[" + rule("8") + ",5]");
  const auto loaded = load_rules({folder.path()}, {.keep_good = true});
  REQUIRE(loaded);
  std::string bad;
  for (const Error& error : loaded->bad) bad += to_text(error) + "\n";
  CAPTURE(bad);
  for (const char* const name : {"cut.ndjson:1: not well-formed", "cut-array.json:1: not well-formed",
                                 "on-one-line.ndjson:1: not well-formed", "wide.toml: is UTF-16",
                                 "cut.toml:", "array.json: element 2 is not a rule"})
    CHECK(bad.find(name) != std::string::npos);
  CHECK(loaded->not_rules == 0);
}

TEST_CASE("rule files: all that is broken is named at once, whatever is wrong with it") {
  const test::TemporaryFolder folder;
  folder.write("a.toml", toml("1", "production"));
  folder.write("b.toml", toml("2", "production", "type = \"new_term\""));
  folder.write("c.toml", "[rule]\nrule_id = \"3\nname = \"n\"");
  folder.write("d.toml",
               "[rule]\nrule_id = \"4\"\nname = \"n\"\ntype = \"query\"\nquery = 'host.name: (x'\n");
  folder.write("e.toml", "[rule]\nrule_id = \"5\"\nname = \"n\"\ntype = \"new_terms\"\nquery = '*'\n");
  const auto loaded = load_rules({folder.path()});
  REQUIRE_FALSE(loaded);
  std::vector<std::string> files;
  for (const Error& error : loaded.error())
    files.push_back(std::filesystem::path(error.spot.file).filename().string());
  CHECK(files == std::vector<std::string>{"b.toml", "c.toml", "d.toml", "e.toml"});
}

}  // namespace firstseen
