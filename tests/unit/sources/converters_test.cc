#include "sources/converters.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "event/event_json.h"
#include "sources/convert.h"
#include "sources/table.h"
#include "support/event_of.h"

namespace firstseen::sources {
namespace {

// What a row of a table makes of a text, as the keyword or date of a field.
std::string converted(const Mapping& mapping, const std::string& text, event::FieldType type) {
  event::FieldSet fields;
  event::NetworkEvent event(fields);
  Conversion conversion(event);
  json::RawValue raw;
  raw.token = text;
  raw.kind = json::RawKind::kString;
  convert(raw, mapping, {type, false}, conversion);
  std::string out;
  for (const event::Value& value : conversion.values) {
    out += (out.empty() ? "" : ", ") +
           (type == event::FieldType::kDate ? value.time.to_string() : std::string(value.text));
  }
  return out + (conversion.zoneless ? " zoneless" : "");
}

TEST_CASE("converters: what each makes of a text") {
  struct Row {
    ConverterRef converter;
    std::string text;
    std::string values;
  };
  const std::vector<Row> texts{
      {"ecs", "-", "-"},
      {"verbatim", "Abc", "Abc"},
      {"verbatim", "-", ""},
      {"lowercase", "AbÄ", "abÄ"},
      {"dashed", "Connection Success", "connection-success"},
      {"basename", "C:\\a\\b.exe", "b.exe"},
      {"basename", "b.exe", ""},
      {"dirname", "C:\\a\\b.exe", "C:\\a"},
      {"dirname", "b.exe", ""},
      {"extension", "C:\\a\\b.tar.gz", "gz"},
      {"extension", "b.exe", ""},
      {"registry-hive", "HKEY_USERS\\a\\b", "HKU"},
      {"registry-hive", "other\\a", ""},
      {"registry-key", "HKEY_USERS\\a\\b", "a\\b"},
      {"registry-key", "other\\a", ""},
      {"registry-key", "HKEY_USERS", ""},
      {"registry-data", "DWORD (0x00000010)", "16"},
      {"registry-data", "QWORD (0x00000001-0x00000000)", "4294967296"},
      {"registry-data", "text", "text"},
      {"registry-type", "DWORD (0x00000010)", "SZ_DWORD"},
      {"registry-type", "Binary Data", "REG_BINARY"},
      {"registry-type", "text", "REG_SZ"},
      {"hash", "SHA1=AA,MD5=BB", "bb"},
      {"hash", "SHA1=AA,MD5=00", ""},
      {"hash", "SHA1=AA", ""},
      {"listed-addresses", "type:  5 x;::ffff:1.2.3.4;10.0.0.1;", "::ffff:1.2.3.4, 10.0.0.1"},
      {"domain", "CORP\\alice", "CORP"},
      {"domain", "a\\b\\c", ""},
      {"account", "CORP\\alice", "alice"},
      {"account", "CORP\\\\alice", "alice"},
      {"account", "CORP\\a\\alice", ""},
      {"account", "alice", ""},
      {"map", "hkey_users", "HKU"},
      {"map", "other", ""},
      {"constant", "any", "always"},
      {"number", "3.0", "3"},
      {"number", "3", "3"},
      {"number", "x", "x"},
      {"process-id", "0x1bd", "445"},
      {"process-id", "445", "445"},
  };
  std::set<std::string_view> tested;
  for (const Row& row : texts) {
    Mapping mapping;
    mapping.converter = row.converter;
    mapping.map = ValueMap{{{"HKEY_USERS", {"HKU"}}}, ValueMap::Otherwise::kAbsent, {"always"}};
    mapping.argument = "MD5";
    CAPTURE(row.converter->name, row.text);
    CHECK(converted(mapping, row.text, event::FieldType::kKeyword) == row.values);
    tested.insert(row.converter->name);
  }
  const std::vector<Row> times{
      {"utc-time", "2026-03-01 10:00:00.123", "2026-03-01T10:00:00.123Z"},
      {"iso-time", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"},
      {"iso-time", "2026-03-01T10:00:00", "2026-03-01T10:00:00.000Z zoneless"},
      {"epoch", "1772359200", "2026-03-01T10:00:00.000Z"},
      {"epoch", "/Date(1772359200123)/", "2026-03-01T10:00:00.123Z"},
      {"epoch", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"},
      {"filetime", "131762381493039761", "2018-07-16T18:09:09.3039761Z"},
      {"filetime", "1.31762381493039761e17", "2018-07-16T18:09:09.3039761Z"},
      {"filetime", "1772442900123", "2026-03-02T09:15:00.123Z"},
      {"filetime", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"},
  };
  for (const Row& row : times) {
    Mapping mapping;
    mapping.converter = row.converter;
    CAPTURE(row.converter->name, row.text);
    CHECK(converted(mapping, row.text, event::FieldType::kDate) == row.values);
    tested.insert(row.converter->name);
  }
  for (const Converter& converter : kConverters) {
    CAPTURE(converter.name);
    CHECK(tested.contains(converter.name));
  }
}

TEST_CASE("converters: each is found by its name, which is its own") {
  for (const Converter& converter : kConverters) {
    CAPTURE(converter.name);
    CHECK(find_converter(converter.name) == &converter);
  }
  CHECK(find_converter("x") == nullptr);
}

// `| converter | … |`, and the rows below it up to the next blank line.
std::string listed_converters() {
  std::ifstream manual(FIRSTSEEN_SOURCE_DIR "/docs/mapping.md");
  std::string list;
  bool inside = false;
  for (std::string line; std::getline(manual, line);) {
    inside = line.starts_with("| converter |") || (inside && !line.empty());
    if (inside && line.starts_with("| `")) list += line + "\n";
  }
  return list;
}

TEST_CASE("converters: docs/mapping.md lists the registry", "[docs]") {
  std::string registry;
  for (const Converter& converter : kConverters)
    registry += "| `" + std::string(converter.name) + "` | " + std::string(converter.summary) + " |\n";
  CHECK(listed_converters() == registry);
}

}  // namespace
}  // namespace firstseen::sources
