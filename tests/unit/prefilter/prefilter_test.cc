// The literals of clauses, and where a scan finds them.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "prefilter/requirement.h"
#include "prefilter/scanner.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"

namespace firstseen::prefilter {
namespace {

// `445.` a number alone, `tcp.` a run alone, `abc` anywhere, `abc/i` in any case.
std::string spelt(const Literal& literal) {
  return literal.text +
         (literal.any_spelling ? "/u"
          : literal.any_case   ? "/i"
                               : "") +
         (literal.boundary == Boundary::kHex    ? "x"
          : literal.boundary == Boundary::kNone ? ""
                                                : ".");
}

// The literals of a query over one table's rows, separated by spaces; `any` when there are none to know.
std::string literals_of(const std::string& query, std::vector<sources::SourceTable> tables,
                        bool strict_ecs = false) {
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = RuleType::kQuery;
  rule.query = query;
  const auto set = rules::compile_rules({rule}, {});
  REQUIRE(set);
  Preimages preimages(tables, set->fields, strict_ecs);
  const auto requirement = requirement_of("r", set->rules.front().tree, preimages, set->fields);
  if (!requirement.literals) return "any";
  std::string out;
  for (const Literal& literal : *requirement.literals) out += (out.empty() ? "" : " ") + spelt(literal);
  return out;
}

sources::Mapping row(std::string field, sources::ConverterRef converter) {
  sources::Mapping mapping;
  mapping.field = std::move(field);
  mapping.path = "raw";
  mapping.converter = converter;
  return mapping;
}

sources::SourceTable table(std::vector<sources::Mapping> mappings) {
  sources::SourceTable made{"t", "t"};
  made.mappings = std::move(mappings);
  return made;
}

sources::SourceTable ecs_table() {
  sources::SourceTable made{"e", "e"};
  made.ecs = true;
  return made;
}

}  // namespace

TEST_CASE("prefilter: what a clause asks for, by its kind") {
  struct Row {
    std::string query;
    std::string expected;
  };
  const std::vector<Row> rows{
      {"destination.port: 445", "445."},
      {"destination.port: (445 or 139)", "139. 445."},
      {"destination.port >= 445 and destination.port < 448", "any"},
      {"destination.port >= 445", "any"},
      {"destination.port: *", "any"},
      {"destination.ip: 10.0.0.1", "any"},
      {"process.name: svchost.exe", "svchost.exe."},
      {"process.name.caseless: SVCHOST.exe", "svchost.exe/i."},
      {"process.executable: \"C:\\\\Windows\\\\explorer.exe\"", "explorer.exe."},
      {"process.executable: *\\\\Windows\\\\*.exe", "Windows"},
      {"process.executable: *", "any"},
      {"process.name: \"%\"", "any"},
      {"process.name: \"\"", "any"},
      {"message: Hello", "hello/i"},
      {"message: \"a longword b\"", "longword/i"},
      {"message: Kill", "kill/u"},
      {"message: \"a killer b\"", "killer/u"},
      {"message: İn*", "in/u"},
      {"message: Ströme", "str/i"},
      {"message: 東", "any"},
      {"process.name.caseless: KILL.exe", "kill.exe/u."},
      {"process.name.caseless: K*xe", "xe/i"},
      {"powershell.file.script_block_text: \"kill -Force\"", "-force/i"},
      {"powershell.file.script_block_text: \"Invoke-Thing\"", "invoke-thing/i"},
      {"message: kill or message: killer", "kill/u"},
      {"message: lame or message: flame", "lame/i"},
      {"message: kind or message: nd", "kind/u nd/i"},
      {"not process.name: svchost.exe", "any"},
      {"process.name: svchost.exe and not user.name: alice", "svchost.exe."},
      {"process.name: svchost.exe or destination.port: 445", "445. svchost.exe."},
      {"process.name: svchost.exe or destination.port >= 1", "any"},
      {"process.name: svchost.exe and destination.port >= 1", "svchost.exe."},
      {"process.name: ab and process.command_line: longer_word", "longer_word."},
      {"event.category: network and process.name: notepad.exe", "notepad.exe."},
      {"process.name: (a0001 or a0002 or a0003 or a0004 or a0005 or a0006 or a0007 or a0008 or a0009)",
       "a000"},
      {"process.name: (b1 or c2 or d3 or e4 or f5 or g6 or h7 or i8 or j9)", "any"},
      {"process.name: abc or process.name: abc.exe", "abc. abc.exe."},
      {"process.name: *abc* or process.name: xabcx", "abc"},
  };
  for (const Row& one : rows) {
    CAPTURE(one.query);
    CHECK(literals_of(one.query, {ecs_table()}) == one.expected);
  }
}

TEST_CASE("prefilter: what a clause asks for, by the converters that fill its field") {
  sources::ValueMap map{{{"TCPV4", {"tcp"}}, {"6", {"tcp"}}, {"17", {"udp"}}, {"a b", {"dashed"}}},
                        sources::ValueMap::Otherwise::kAbsent,
                        {}};
  const auto mapped = [&](sources::ValueMap::Otherwise otherwise, std::vector<std::string> fallback = {}) {
    sources::Mapping mapping = row("process.name", "map");
    mapping.map = sources::ValueMap{map.rows, otherwise, std::move(fallback)};
    return table({mapping});
  };
  const auto constant = [](const char* value) {
    sources::Mapping mapping = row("process.name", "constant");
    mapping.map = sources::ValueMap{{}, sources::ValueMap::Otherwise::kAbsent, {value}};
    return mapping;
  };
  const auto one = [](sources::ConverterRef converter) { return table({row("process.name", converter)}); };
  using Otherwise = sources::ValueMap::Otherwise;
  struct Row {
    sources::SourceTable table;
    std::string query;
    std::string expected;
  };
  const std::vector<Row> rows{
      {one("verbatim"), "process.name: Abc", "Abc."},
      {one("lowercase"), "process.name: abc", "abc/i."},
      {one("hash"), "process.name: abc", "abc/i."},
      {one("dashed"), "process.name: connection-success", "connection/i"},
      {one("extension"), "process.name: dll", "dll"},
      {one("basename"), "process.name: a.exe", "a.exe."},
      {one("registry-data"), "process.name: 16", "any"},
      {one("registry-type"), "process.name: SZ_DWORD", "any"},
      {one("epoch"), "process.name: x", "any"},
      {mapped(Otherwise::kAbsent), "process.name: tcp", "6/i. tcpv4/i."},
      {mapped(Otherwise::kAbsent), "process.name: udp", "17/i."},
      {mapped(Otherwise::kAbsent), "process.name: icmp", ""},
      {mapped(Otherwise::kVerbatim), "process.name: icmp", "icmp."},
      {mapped(Otherwise::kLowercase), "process.name: tcp", "6/i. tcp/i. tcpv4/i."},
      {mapped(Otherwise::kFallback, {"info"}), "process.name: info", "any"},
      {mapped(Otherwise::kFallback, {"info"}), "process.name: udp", "17/i."},
      {mapped(Otherwise::kAbsent), "process.name: t*", "6/i. tcpv4/i."},
      {table({constant("x")}), "process.name: x", "any"},
      {table({constant("y")}), "process.name: x", ""},
      {table({constant("y"), row("process.name", "verbatim")}), "process.name: x", "x."},
      {table({}), "process.name: x", ""},
  };
  for (const Row& one_row : rows) {
    CAPTURE(one_row.query,
            one_row.table.mappings.empty() ? "none" : one_row.table.mappings[0].converter->name);
    CHECK(literals_of(one_row.query, {one_row.table}) == one_row.expected);
  }
  // Of several tables the union; derived rows only where they are read.
  CHECK(literals_of("process.name: tcp", {mapped(Otherwise::kAbsent), ecs_table()}) == "6/i. tcp. tcpv4/i.");
  sources::Mapping guessed = constant("x");
  guessed.derived = true;
  CHECK(literals_of("process.name: x", {table({guessed})}) == "any");
  CHECK(literals_of("process.name: x", {table({guessed})}, true).empty());
}

TEST_CASE("prefilter: zero in any spelling") {
  const std::vector<RuleRequirement> rules{
      {"zero", std::vector<Literal>{{"0", false, Boundary::kNumber}}, ""}};
  std::string why;
  const auto set = LiteralSet::make(rules, why);
  REQUIRE(set != nullptr);
  Scanner scanner(*set);
  const auto is_found = [&](std::string text) {
    const std::size_t size = text.size();
    text.resize(size + 64);
    return !scanner.scan(std::string_view(text).substr(0, size)).empty();
  };
  for (const char* const text : {"[0]", "[-0]", "[0.00]", "[0e7]", "[\"+0E-7\"]"}) {
    CAPTURE(text);
    CHECK(is_found(text));
  }
  for (const char* const text : {"[10]", "[0.01]", "[a0]", "[1e0]"}) {
    CAPTURE(text);
    CHECK(!is_found(text));
  }
}

TEST_CASE("prefilter: where a literal is found") {
  const std::vector<RuleRequirement> rules{
      {"number", std::vector<Literal>{{"445", false, Boundary::kNumber}}, ""},
      {"run", std::vector<Literal>{{"tcp", true, Boundary::kRun}}, ""},
      {"part", std::vector<Literal>{{"Windows", false, Boundary::kNone}}, ""},
      {"zeros", std::vector<Literal>{{"8000", false, Boundary::kNumber}}, ""},
      {"hex", std::vector<Literal>{{"1bd", true, Boundary::kHex}}, ""}};
  std::string why;
  const auto set = LiteralSet::make(rules, why);
  REQUIRE(set != nullptr);
  Scanner scanner(*set);
  struct Row {
    std::string text;
    unsigned rules;  // a bit each
  };
  const std::vector<Row> rows{
      {"", 0},
      {R"({"a":445})", 1},
      {R"({"a":"445"})", 1},
      {R"({"a":445.0})", 1},
      {"445", 1},
      {R"({"a":4450})", 0},
      {R"({"a":1445})", 0},
      {R"({"a":"a445"})", 0},
      {R"({"a":"445f"})", 0},
      {R"({"a":"1.445"})", 0},
      {R"({"a":"-445"})", 1},
      {R"({"a":"x_445"})", 0},
      {R"({"a":"\t445"})", 1},
      {R"({"a":"\u000a445"})", 1},
      {R"({"a":"\u00e9445"})", 1},
      {R"({"a":"\u20ac445"})", 1},
      {R"({"a":"{\"b\":445}"})", 1},
      {R"({"a":"\\n445"})", 1},
      {"<D>445</D>", 1},
      {R"({"a":"4450 445"})", 1},
      {R"({"a":"TCP"})", 2},
      {R"({"a":"tcpv4"})", 0},
      {R"({"a":"tcp.0"})", 0},
      {R"({"a":"C:\\Windows\\x"})", 4},
      {R"({"a":"MyWindowsX"})", 4},
      {R"({"a":"windows"})", 0},
      {R"({"a":"445 tcp"})", 3},
      // A number in another spelling.
      {R"({"a":4.45e2})", 1},
      {R"({"a":44.5E+1})", 1},
      {R"({"a":44500e-2})", 1},
      {R"({"a":"+00445.00"})", 1},
      {R"({"a":"\u00004.45e2"})", 1},
      {R"({"a":"\u0001004.45e2"})", 1},
      {R"({"a":"\n0.0445e4"})", 1},
      {"<D> 4.45e2\t</D>", 1},
      {R"({"a":4.45e3})", 0},
      {R"({"a":4.45})", 0},
      {R"({"a":44.5})", 0},
      {R"({"a":"4.45e2x"})", 0},
      {R"({"a":"x4.45e2"})", 0},
      {R"({"a":"1.4.45"})", 0},
      {R"({"a":445.5})", 0},
      {R"({"a":[8e3]})", 8},
      {R"({"a":[8.0E3]})", 8},
      {R"({"a":[0.08e5,1]})", 8},
      {R"({"a":[80e2]})", 8},
      {R"({"a":[8e2]})", 0},
      {R"({"a":["8.8.8.8"]})", 0},
      {R"({"a":"0x1BD"})", 16},
      {R"({"a":"0X000001bd"})", 16},
      {R"({"a":"0x11bd"})", 0},
      {R"({"a":"1bd"})", 0},
      {R"({"a":"0x1bd0"})", 0},
      {R"({"a":")" + std::string(80, '0') + R"(445"})", 1},
      // What may hide a byte of a literal makes the text a candidate for every rule.
      {R"({"a":"\u0034"})", 31},
      {R"({"a":"\u005A"})", 31},
      {R"({"a":"\u005f"})", 31},
      {R"({"a":"\u002E"})", 31},
      {R"({"a":"\\u0034"})", 31},
      {R"({"a":"\u005cu0034"})", 31},
      {R"({"a":"\u0023"})", 31},
      {R"({"a":"\u0026#52;"})", 31},
      {"<D>&#52;</D>", 31},
      // What is opened, and what divides a text of XML.
      {R"({"a":"eyJhIjoxfQ"})", 31},
      {R"({"a":"{\"b\":\"PEV2ZW50Pg==\"}"})", 31},
      {R"({"a":"xeyJhIjoxfQ"})", 0},
      {R"({"a":[123,34,97]})", 31},
      {R"({"a":[12,34]})", 0},
      {"<D>4<!-- -->4</D>", 31},
      {R"({"a":"\u003c!-- "})", 31},
      {"<D><![CDATA[4]]></D>", 31},
      {"<D>4<?x?>4</D>", 31},
      {R"({"a":"4\u003C?x"})", 31},
      {"<D>44500<?x?>e-2</D>", 31},
      {"<?xml version='1.0'?>", 0},
      {"<D><?x?>44</D>", 0},
      // What does not is none.
      {R"({"a":"\u0026 \u003c \u003e \u0022 \u0000 \u001f"})", 0},
      {R"({"a":"\u1034"})", 0},
      {"&amp; &lt;", 0},
      {R"({"a":"\u00)", 0},
  };
  for (const Row& row : rows) {
    std::string padded = row.text;
    padded.resize(row.text.size() + 64);
    unsigned found = 0;
    for (const Hit& hit : scanner.scan(std::string_view(padded).substr(0, row.text.size())))
      found |= static_cast<unsigned>(set->rules(hit.literal)[0]);
    CAPTURE(row.text);
    CHECK(found == row.rules);
  }
}

TEST_CASE("prefilter: a rule without literals, and too many of them, turn it off with a reason") {
  std::string why;
  const std::vector<RuleRequirement> without{{"a", std::vector<Literal>{{"x", false, Boundary::kNone}}, ""},
                                             {"b", std::nullopt, ""}};
  CHECK(LiteralSet::make(without, why) == nullptr);
  CHECK(why == "the records of b have no text in common to search for");
  std::vector<RuleRequirement> many;
  for (int i = 0; i < 600; ++i)
    many.push_back(
        {"r", std::vector<Literal>{{"name-" + std::to_string(i * 7919) + "x", false, Boundary::kRun}}, ""});
  CHECK(LiteralSet::make(many, why) == nullptr);
  CHECK(why == "the rules have 600 literals, more than 500");
}

TEST_CASE("prefilter: rules with many literals have coarser ones when all are too many") {
  std::vector<RuleRequirement> rules;
  for (int i = 0; i < 100; ++i) {
    std::vector<Literal> own;
    for (int k = 0; k < 8; ++k)
      own.push_back({"rule" + std::to_string(1000 + i) + "-" + std::to_string(k), false, Boundary::kNone});
    rules.push_back({"r", own, ""});
  }
  std::string why;
  const auto set = LiteralSet::make(rules, why);
  REQUIRE(set != nullptr);
  Scanner scanner(*set);
  std::string text = "rule1042-7" + std::string(64, '\0');
  const auto& hits = scanner.scan(std::string_view(text).substr(0, 10));
  REQUIRE_FALSE(hits.empty());
  CHECK((set->rules(hits.front().literal)[0] >> 42 & 1) == 1);
}

}  // namespace firstseen::prefilter
