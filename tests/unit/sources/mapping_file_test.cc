// Mapping files: what is read from them, and what is wrong with those that are not.
#include "sources/mapping_file.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "support/event_of.h"

namespace firstseen {
namespace {

constexpr const char* kRecognize = "[recognize]\nall = [{ path = \"v\", equals = \"acme\" }]\n";

std::string mapping(const std::string& fields) {
  return std::string("source = \"acme\"\n") + kRecognize +
         "[fields]\n\"@timestamp\" = { path = \"t\", converter = \"epoch\" }\n" + fields;
}

// The fields of a record, read with a mapping before the built-in tables.
test::ReadRecord read(const std::string& toml, const std::string& record,
                      const std::vector<std::string>& extra = {}) {
  const auto table = sources::read_mapping(toml, "acme.toml");
  REQUIRE(table);
  return test::read_record(record, extra, {}, {*table});
}

}  // namespace

TEST_CASE("mapping file: rows, converters, constants, fallbacks, guards") {
  struct Row {
    std::string fields;
    std::string members;  // of the record
    std::string field;
    std::string expected;
  };
  const std::vector<Row> rows{
      {"\"host.name\" = \"h\"", R"("h":"A")", "host.name", "\"A\""},
      {"\"host.name\" = \"h.n\"", R"("h":{"n":"A"})", "host.name", "\"A\""},
      {"\"host.name\" = \"h\"", R"("h":"-")", "host.name", "-"},
      {"\"host.name\" = \"h\"", R"("H":"A")", "host.name", "-"},
      {"\"host.name\" = [\"a\", \"b\"]", R"("b":"B","a":null)", "host.name", "\"B\""},
      {"\"host.name\" = [\"a\", \"b\"]", R"("b":"B","a":"A")", "host.name", "\"A\""},
      {"\"host.name\" = { path = \"h\", converter = \"lowercase\" }", R"("h":"ÄBC")", "host.name", "\"Äbc\""},
      {"\"process.pid\" = \"p\"", R"("p":"4")", "process.pid", "4"},
      {"\"winlog.event_data.*\" = \"d.*\"", R"("d":{"X":{"y":"A"}})", "winlog.event_data.X.y", "\"A\""},
      {"\"winlog.event_data.*\" = \"*\"", R"("X":"A")", "winlog.event_data.X", "\"A\""},
      {"\"labels.*\" = { path = \"d.*\", converter = \"lowercase\" }", R"("d":{"x":"A"})", "labels.x",
       "\"a\""},
      {"\"winlog.event_data.*\" = \"d.*\"", R"("d":"A")", "winlog.event_data", "-"},
      {"\"process.pid\" = \"p\"", R"("p":"0x4")", "process.pid", "-"},
      {"\"destination.ip\" = \"d\"", R"("d":"::ffff:10.0.0.1")", "destination.ip", "\"10.0.0.1\""},
      {"\"host.os.type\" = { constant = \"windows\" }", "", "host.os.type", "\"windows\""},
      {"\"event.type\" = { constant = [\"start\", \"end\"] }", "", "event.type", "[\"start\",\"end\"]"},
      {"\"network.transport\" = { path = \"p\", map = { \"6\" = \"tcp\" } }", R"("p":6)", "network.transport",
       "\"tcp\""},
      {"\"network.transport\" = { path = \"p\", map = { \"6\" = \"tcp\" } }", R"("p":7)", "network.transport",
       "-"},
      {"\"network.transport\" = { path = \"p\", map = { x = \"\" }, otherwise = \"lowercase\" }",
       R"("p":"X")", "network.transport", "-"},
      {"\"network.transport\" = { path = \"p\", map = { x = \"\" }, otherwise = \"lowercase\" }",
       R"("p":"TCP")", "network.transport", "\"tcp\""},
      {"\"event.type\" = { path = \"p\", map = { x = [\"a\", \"b\"] }, fallback = \"info\" }", R"("p":"X")",
       "event.type", "[\"a\",\"b\"]"},
      {"\"event.type\" = { path = \"p\", map = { x = [\"a\", \"b\"] }, fallback = \"info\" }", R"("p":"y")",
       "event.type", "\"info\""},
      {"\"user.name\" = { path = \"u\", when = [{ path = \"k\", starts_with = \"N\" }] }",
       R"("u":"a","k":"net")", "user.name", "\"a\""},
      {"\"user.name\" = { path = \"u\", when = [{ path = \"k\", starts_with = \"N\", not = true }] }",
       R"("u":"a","k":"net")", "user.name", "-"},
      {"\"user.id\" = \"raw.sid\"\n[embedded]\nraw = \"document\"", R"("raw":"{\"sid\":\"S-1-5-18\"}")",
       "user.id", "\"S-1-5-18\""},
  };
  for (const Row& row : rows) {
    const std::string record =
        R"({"v":"Acme","t":1772442900)" + (row.members.empty() ? "" : "," + row.members) + "}";
    CAPTURE(row.fields, record);
    const auto read_record = read(mapping(row.fields), record, {row.field});
    CHECK(read_record.source == "acme");
    CHECK(read_record[row.field] == row.expected);
  }
}

TEST_CASE("mapping file: derived rows are listed, and left out by strict ECS") {
  const auto table = sources::read_mapping(
      mapping("\"host.os.type\" = { constant = \"windows\", derived = true }"), "acme.toml");
  REQUIRE(table);
  const std::string record = R"({"v":"acme","t":1772442900})";
  CHECK(test::read_record(record, {}, {}, {*table}).derived == std::vector<std::string>{"host.os.type"});
  sources::NormalizerOptions strict;
  strict.strict_ecs = true;
  CHECK(test::read_record(record, {}, strict, {*table})["host.os.type"] == "-");
}

TEST_CASE("mapping file: its marks decide, before the built-in tables") {
  const std::string any =
      "source = \"acme\"\n[recognize]\nany = [[{ path = \"a\" }, { path = \"b\" }], [{ path = \"c\", is = "
      "\"object\" }]]\n"
      "[fields]\n\"@timestamp\" = \"@timestamp\"\n";
  CHECK(read(any, R"({"b":1,"c":{},"@timestamp":"2026-03-01T00:00:00Z"})").source == "acme");
  CHECK(read(any, R"({"b":1,"c":2,"@timestamp":"2026-03-01T00:00:00Z"})").source == "ecs");
  CHECK(read(any, R"({"c":{},"@timestamp":"2026-03-01T00:00:00Z"})").source == "ecs");
  CHECK(read(mapping(""), R"({"v":"other","@timestamp":"2026-03-01T00:00:00Z"})").source == "ecs");
}

TEST_CASE("mapping file: what is wrong is said, with the key") {
  struct Row {
    std::string toml;
    std::string message;
  };
  const std::string head = std::string("source = \"acme\"\n") + kRecognize;
  const std::string named = "source = \"acme\"\n[fields]\n\"@timestamp\" = \"t\"\n[recognize]\n";
  const std::vector<Row> rows{
      {"", "source is not a name of small letters, digits, - and _"},
      {"source = \"Acme EDR\"", "source is not a name of small letters, digits, - and _"},
      {"source = \"auto\"", "source is not a name of small letters, digits, - and _"},
      {"sauce = 1", "sauce is not a key of a mapping file"},
      {"source = \"acme\"", "there is no [recognize]"},
      {"source = \"acme\"\nrecognize = 1", "recognize is not a table"},
      {named + "all = []", "recognize holds for records that have none of its keys"},
      {named + "all = [{ path = \"a\", not = true }]",
       "recognize holds for records that have none of its keys"},
      {named + "all = [{ path = \"\" }]", "recognize.all[0] has no path"},
      {named + "all = [{ path = \"a\" }, { equals = \"b\" }]", "recognize.all[1] has no path"},
      {named + "all = [{ path = \"a\", equal = \"b\" }]",
       "recognize.all[0].equal is not a key of a mapping file"},
      {named + "all = [{ path = \"a\", equals = 1.5 }]", "recognize.all[0].equals is not a string"},
      {named + "all = [{ path = \"a\", is = \"there\" }]",
       "recognize.all[0].is is none of key, value, object"},
      {named + "all = [{ path = \"a\", equals = \"x\", contains = \"y\" }]",
       "recognize.all[0] has more than one test"},
      {named + "all = [{ path = \"a\", not = 1 }]", "recognize.all[0].not is neither true nor false"},
      {named + "any = { path = \"a\" }", "recognize.any is not an array of conditions"},
      {head, "there are no [fields]"},
      {head + "[fields]\n\"host.name\" = \"h\"", "no row fills @timestamp: every record would be a reject"},
      {mapping("\"process\" = \"p\""), "fields.process is not a field that has values"},
      {mapping("\"a.*\" = \"p\""), "fields.a.* has a `*` at the end of the field or of the path only"},
      {mapping("\"a.b\" = \"p.*\""), "fields.a.b has a `*` at the end of the field or of the path only"},
      {mapping("\"a.*\" = { constant = \"x\" }"),
       "fields.a.* has a `*` at the end of the field or of the path only"},
      {mapping("process.pid = \"p\""), "fields.process is not a field that has values"},
      {mapping("\"host.name\" = \"\""), "fields.host.name is an empty path"},
      {mapping("\"host.name\" = 3"), "fields.host.name is not a table"},
      {mapping("\"host.name\" = [\"a\", { }]"), "fields.host.name[1] has no path"},
      {mapping("\"host.name\" = { path = \"h\", convert = \"x\" }"),
       "fields.host.name.convert is not a key of a mapping file"},
      {mapping("\"host.name\" = { path = \"h\", converter = \"lower\" }"),
       "fields.host.name.converter is none of the converters"},
      {mapping("\"host.name\" = { path = \"h\", converter = \"map\" }"),
       "fields.host.name has no map for its converter"},
      {mapping("\"host.name\" = { path = \"h\", converter = \"lowercase\", map = {} }"),
       "fields.host.name has a map that its converter does not use"},
      {mapping("\"host.name\" = { path = \"h\", converter = \"hash\" }"),
       "fields.host.name wants an argument with the converter hash, and only there"},
      {mapping("\"host.name\" = { path = \"h\", argument = \"MD5\" }"),
       "fields.host.name wants an argument with the converter hash, and only there"},
      {mapping("\"host.name\" = { path = \"h\", map = { a = { b = 1 } } }"),
       "fields.host.name.map.a is not a string"},
      {mapping("\"host.name\" = { path = \"h\", map = {}, otherwise = \"keep\" }"),
       "fields.host.name.otherwise is none of absent, verbatim, lowercase"},
      {mapping("\"host.name\" = { path = \"h\", map = {}, otherwise = \"absent\", fallback = \"x\" }"),
       "fields.host.name has both otherwise and fallback"},
      {mapping("\"host.name\" = { path = \"h\", constant = \"x\" }"),
       "fields.host.name has both a path and a constant"},
      {mapping("\"host.name\" = \"h\"\n[embedded]\nraw = \"xml\""),
       "embedded.raw is none of document, message, pairs"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.toml);
    const auto table = sources::read_mapping(row.toml, "acme.toml");
    REQUIRE_FALSE(table);
    CHECK(table.error().message == row.message);
    CHECK(table.error().spot.file == "acme.toml");
  }
}

}  // namespace firstseen
