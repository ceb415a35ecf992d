// Windows events of other logs than Sysmon's, in every shape: their system fields, their event data, and those
// of PowerShell.
#include <catch2/catch_test_macros.hpp>

#include "firstseen/query.h"
#include "sources/tables/tables.h"
#include "support/event_of.h"
#include "support/json_string.h"
#include "support/render.h"

namespace firstseen {
namespace {

constexpr const char* kChannel = "Microsoft-Windows-PowerShell/Operational";
constexpr const char* kProvider = "Microsoft-Windows-PowerShell";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// A script block, as a record of each shape: $D is the event data as members, $P as pairs, $X as XML.
struct Shape {
  std::string name;
  std::string record;
};
const std::vector<Shape> kShapes{
    {"windows-evtx-dump",
     R"({"Event":{"System":{"EventID":4104,"Channel":"$C","Computer":"h","Provider":{"#attributes":{"Name":"$V"}},"Security":{"#attributes":{"UserID":"S-1-5-21"}},"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T10:00:00Z"}}},"EventData":{$D}}})"},
    {"windows-evtx-dump",
     R"({"Event":{"System":{"EventID":{"#attributes":{"Qualifiers":1},"#text":4104},"Channel":"$C","Computer":"h","Provider":{"#attributes":{"Name":"$V"}},"Security":{"#attributes":{"UserID":"S-1-5-21"}},"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T10:00:00Z"}}},"EventData":{$D}}})"},
    {"windows-chainsaw",
     R"({"Event":{"System":{"EventID":4104,"Channel":"$C","Computer":"h","Provider_attributes":{"Name":"$V"},"Security_attributes":{"UserID":"S-1-5-21"},"TimeCreated_attributes":{"SystemTime":"2026-03-01T10:00:00Z"}},"EventData":{$D}}})"},
    {"windows-velociraptor",
     R"({"System":{"EventID":{"Value":4104},"Channel":"$C","Computer":"h","Provider":{"Name":"$V"},"Security":{"UserID":"S-1-5-21"},"TimeCreated":{"SystemTime":1772359200}},"EventData":{$D}})"},
    {"windows-evtxecmd",
     R"({"EventId":4104,"Channel":"$C","Computer":"h","Provider":"$V","UserId":"S-1-5-21","TimeCreated":"2026-03-01T10:00:00Z","Payload":$P})"},
    {"windows-wazuh",
     R"({"data":{"win":{"system":{"eventID":"4104","channel":"$C","computer":"h","providerName":"$V","userID":"S-1-5-21","systemTime":"2026-03-01T10:00:00Z"},"eventdata":{$W}}}})"},
    {"windows-sentinel",
     R"({"Type":"WindowsEvent","EventID":4104,"Channel":"$C","Computer":"h","Provider":"$V","UserId":"S-1-5-21","TimeGenerated":"2026-03-01T10:00:00Z","EventData":$S})"},
    {"windows-flat",
     R"({"EventID":4104,"Channel":"$C","Hostname":"h","SourceName":"$V","UserID":"S-1-5-21","TimeCreated":"2026-03-01T10:00:00Z",$D})"},
    {"windows-azure",
     R"({"category":"WindowsEventLogsTable","properties":{"EventId":4104,"Channel":"$C","ProviderName":"$V","RawXml":$X}})"},
    {"ecs",
     R"({"@timestamp":"2026-03-01T10:00:00Z","event":{"code":"4104","provider":"$V"},"host":{"name":"h"},"winlog":{"channel":"$C","event_id":"4104","provider_name":"$V","computer_name":"h","user":{"identifier":"S-1-5-21"},"event_data":{$D}}})"},
};

const std::vector<test::Pair> kData{
    {"MessageNumber", "1"},   {"MessageTotal", "2"},    {"ScriptBlockText", "$x = \"a\" | Invoke-Thing <1>"},
    {"ScriptBlockId", "b-1"}, {"Path", "C:\\t\\x.ps1"}, {"param1", "p"}};

std::string record_of(const Shape& shape, const std::string& channel = kChannel) {
  std::string members;
  std::string lower;
  std::string pairs;
  std::string xml;
  for (const auto& [key, value] : kData) {
    const std::string comma = members.empty() ? "" : ",";
    std::string low = key;
    low[0] = static_cast<char>(low[0] | 0x20);
    members += comma + test::json_string(key) + ":" + test::json_string(value);
    lower += comma + test::json_string(low) + ":" + test::json_string(replaced(value, "\\", "\\\\"));
    pairs +=
        comma + R"({"@Name":)" + test::json_string(key) + R"(,"#text":)" + test::json_string(value) + "}";
    xml += "<Data Name='" + key + "'>" + replaced(value, "<", "&lt;") + "</Data>";
  }
  xml =
      "<Event xmlns='x'><System><Computer>h</Computer><TimeCreated SystemTime='2026-03-01T10:00:00Z'/>"
      "<Security UserID='S-1-5-21'/></System><EventData>" +
      xml + "</EventData></Event>";
  std::string record = replaced(replaced(shape.record, "$C", channel), "$V", kProvider);
  record = replaced(record, "$P", test::json_string(R"({"EventData":{"Data":[)" + pairs + "]}}"));
  record = replaced(record, "$W", lower);
  record = replaced(record, "$S", test::json_string("{" + members + "}"));
  record = replaced(record, "$X", test::json_string(xml));
  return replaced(record, "$D", members);
}

const std::vector<std::string> kFields{"winlog.channel",
                                       "winlog.event_id",
                                       "winlog.provider_name",
                                       "winlog.computer_name",
                                       "event.code",
                                       "event.provider",
                                       "event.category",
                                       "event.type",
                                       "user.id",
                                       "powershell.sequence",
                                       "powershell.total",
                                       "powershell.file.script_block_text",
                                       "file.path",
                                       "file.name",
                                       "powershell.file.script_block_id",
                                       "winlog.event_data.param1",
                                       "winlog.event_data.ScriptBlockText",
                                       "winlog.event_data.Nothing",
                                       "winlog.event_data"};

}  // namespace

TEST_CASE("windows: script blocks in every shape") {
  for (const Shape& shape : kShapes) {
    const std::string text = record_of(shape);
    CAPTURE(shape.name, text);
    const auto record = test::read_record(text, kFields);
    CHECK(record.shape == shape.name);
    CHECK(record["winlog.channel"] == test::json_string(kChannel));
    CHECK(replaced(record["winlog.event_id"], "\"", "") == "4104");
    CHECK(record["winlog.provider_name"] == test::json_string(kProvider));
    CHECK(record["winlog.computer_name"] == test::json_string("h"));
    CHECK(record["event.code"] == test::json_string("4104"));
    CHECK(record["event.provider"] == test::json_string(kProvider));
    CHECK(record["event.category"] == test::json_string("process"));
    CHECK(record["event.type"] == test::json_string("info"));
    CHECK(record["host.os.type"] == test::json_string("windows"));
    CHECK(record["user.id"] == test::json_string("S-1-5-21"));
    CHECK(record["powershell.sequence"] == "1");
    CHECK(record["powershell.total"] == "2");
    CHECK(record["powershell.file.script_block_id"] == test::json_string("b-1"));
    CHECK(record["powershell.file.script_block_text"] == test::json_string(kData[2].value));
    CHECK(record["file.path"] == test::json_string("C:\\t\\x.ps1"));
    CHECK(record["file.name"] == test::json_string("x.ps1"));
    CHECK(record["winlog.event_data.param1"] == test::json_string("p"));
    CHECK(record["winlog.event_data.ScriptBlockText"] == test::json_string(kData[2].value));
    CHECK(record["winlog.event_data.Nothing"] == "-");
    CHECK(record["winlog.event_data"] == "-");
    const auto query = Query::compile(
        "event.category:process and host.os.type:windows and "
        "powershell.file.script_block_text:\"invoke-thing\" and winlog.event_data.MessageTotal>1");
    CHECK(query->matches(text).value());
  }
}

TEST_CASE("windows: flat records have their time in one of three fields") {
  const std::string begin =
      R"({"EventID":4104,"Hostname":"h","Channel":"Microsoft-Windows-PowerShell/Operational",)";
  for (const std::string more :
       {R"("TimeCreated":"2026-03-01T10:00:00Z")", R"("@timestamp":"2026-03-01T10:00:00Z")",
        R"("EventTime":"2026-03-01 10:00:00")",
        R"("EventTime":"2026-03-05 10:00:00","@timestamp":"2026-03-01T10:00:00Z")"}) {
    const auto record = test::read_record(begin + more + "}", {"@timestamp"});
    CAPTURE(more);
    CHECK(record.shape == "windows-flat");
    CHECK(record["@timestamp"].starts_with("\"2026-03-01T10:00:00"));
  }
}

TEST_CASE("windows: every table of other logs than Sysmon's is among these shapes") {
  for (const sources::SourceTable& table : sources::tables::builtin_tables()) {
    if (table.source != "windows") continue;
    CAPTURE(table.shape);
    CHECK(std::any_of(kShapes.begin(), kShapes.end(),
                      [&](const Shape& shape) { return shape.name == table.shape; }));
  }
}

TEST_CASE("windows: events of other logs are not PowerShell's") {
  for (const Shape& shape : kShapes) {
    const auto record = test::read_record(record_of(shape, "Security"), kFields);
    CAPTURE(shape.name);
    CHECK(record["event.category"] == "-");
    CHECK(record["powershell.file.script_block_text"] == "-");
    CHECK(record["winlog.channel"] == test::json_string("Security"));
    CHECK(record["winlog.event_data.ScriptBlockText"] == test::json_string(kData[2].value));
  }
}

TEST_CASE("windows: Sysmon's event data is read by its own names in every shape") {
  test::Connection connection = test::connections(1).front();
  connection.extra = {{"TargetImage", "C:\\x\\lsass.exe"}, {"odd_name-1", "v"}};
  for (const test::Shape& shape : test::shapes()) {
    if (shape.source != "sysmon") continue;
    const auto record =
        test::read_record(shape.render(connection), {"winlog.event_data.TargetImage", "winlog.provider_name",
                                                     "winlog.event_data.SourceIp", "winlog.channel"});
    CAPTURE(shape.name);
    CHECK(record["winlog.event_data.TargetImage"] == test::json_string("C:\\x\\lsass.exe"));
    CHECK(record["winlog.event_data.SourceIp"] == test::json_string(connection.source_ip));
    const bool says_provider = shape.name != "sysmon-winlogbeat";  // an ECS document has its own
    CHECK(record["winlog.provider_name"] ==
          (says_provider ? test::json_string("Microsoft-Windows-Sysmon") : "-"));
  }
}

}  // namespace firstseen
