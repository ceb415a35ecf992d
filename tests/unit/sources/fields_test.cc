// Every field that the table of a shape can carry, in every shape: what its family of raw records says, and
// what comes out of it.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "sources/tables/tables.h"
#include "support/event_of.h"
#include "support/render.h"

namespace firstseen {
namespace {

struct Expected {
  std::string field;
  std::string json;
};

// A record that says more than a connection does, and the fields that come of it.
struct Rich {
  int event_id;  // of Sysmon
  std::vector<test::Pair> extra;
  std::vector<Expected> fields;
};

// The fields that every family has of the connection, and a record's own.
std::vector<Expected> of_connection(const std::vector<Expected>& own) {
  std::vector<Expected> all{{"event.category", "\"network\""},     {"event.kind", "\"event\""},
                            {"host.os.type", "\"windows\""},       {"process.pid", "44"},
                            {"source.ip", "\"10.1.0.1\""},         {"source.port", "50000"},
                            {"destination.ip", "\"192.168.9.1\""}, {"destination.port", "139"}};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

const std::vector<Rich>& sysmon_records() {
  static const std::vector<Rich> kRecords{
      {3,
       {{"RuleName", "r1"},
        {"SourceHostname", "ws-1.corp"},
        {"SourcePortName", "epmap"},
        {"SourceIsIpv6", "false"},
        {"DestinationHostname", "srv.example"},
        {"DestinationPortName", "microsoft-ds"},
        {"User", "CORP\\alice"},
        {"Image", "C:\\Windows\\System32\\svchost.exe"}},
       of_connection({{"event.code", "\"3\""},
                      {"event.type", "[\"start\",\"connection\",\"protocol\"]"},
                      {"event.action", "\"Network connection\""},
                      {"event.module", "\"sysmon\""},
                      {"event.provider", "\"Microsoft-Windows-Sysmon\""},
                      {"winlog.channel", "\"Microsoft-Windows-Sysmon/Operational\""},
                      {"winlog.computer_name", "\"ws-0000\""},
                      {"host.name", "\"ws-0000\""},
                      {"user.domain", "\"CORP\""},
                      {"user.name", "\"alice\""},
                      {"rule.name", "\"r1\""},
                      {"process.entity_id", "\"{f3a1c5d0-0000-67c4-eb03-000000000001}\""},
                      {"process.name", "\"svchost.exe\""},
                      {"process.executable", "\"C:\\\\Windows\\\\System32\\\\svchost.exe\""},
                      {"network.transport", "\"udp\""},
                      {"network.protocol", "\"microsoft-ds\""},
                      {"network.direction", "\"egress\""},
                      {"network.type", "\"ipv4\""},
                      {"source.domain", "\"ws-1.corp\""},
                      {"destination.domain", "\"srv.example\""}})},
      {1,
       {{"CommandLine", "a.exe -x \"y\""},
        {"CurrentDirectory", "C:\\t\\"},
        {"ParentProcessGuid", "{p}"},
        {"ParentProcessId", "812"},
        {"ParentImage", "C:\\w\\explorer.exe"},
        {"ParentCommandLine", "explorer"},
        {"Hashes", "SHA1=AA11,MD5=BB22,SHA256=CC33,IMPHASH=DD44"},
        {"OriginalFileName", "A.EXE"},
        {"Company", "Acme"},
        {"Description", "d"},
        {"FileVersion", "1.2"},
        {"Product", "p"}},
       {{"process.command_line", "\"a.exe -x \\\"y\\\"\""},
        {"process.working_directory", "\"C:\\\\t\\\\\""},
        {"process.parent.entity_id", "\"{p}\""},
        {"process.parent.pid", "812"},
        {"process.parent.executable", "\"C:\\\\w\\\\explorer.exe\""},
        {"process.parent.name", "\"explorer.exe\""},
        {"process.parent.command_line", "\"explorer\""},
        {"process.hash.md5", "\"bb22\""},
        {"process.hash.sha1", "\"aa11\""},
        {"process.hash.sha256", "\"cc33\""},
        {"process.pe.imphash", "\"dd44\""},
        {"process.pe.original_file_name", "\"A.EXE\""},
        {"process.pe.company", "\"Acme\""},
        {"process.pe.description", "\"d\""},
        {"process.pe.file_version", "\"1.2\""},
        {"process.pe.product", "\"p\""}}},
      {7,
       {{"ImageLoaded", "C:\\l\\x.dll"},
        {"Hashes", "SHA1=AA11,MD5=BB22,SHA256=CC33,IMPHASH=DD44"},
        {"OriginalFileName", "X.DLL"},
        {"Company", "Acme"},
        {"Description", "d"},
        {"FileVersion", "1.2"},
        {"Product", "p"},
        {"Signature", "Acme Inc"},
        {"SignatureStatus", "Valid"},
        {"Signed", "true"}},
       {{"file.path", "\"C:\\\\l\\\\x.dll\""},
        {"file.name", "\"x.dll\""},
        {"file.directory", "\"C:\\\\l\""},
        {"file.extension", "\"dll\""},
        {"file.hash.md5", "\"bb22\""},
        {"file.hash.sha1", "\"aa11\""},
        {"file.hash.sha256", "\"cc33\""},
        {"file.pe.imphash", "\"dd44\""},
        {"file.pe.original_file_name", "\"X.DLL\""},
        {"file.pe.company", "\"Acme\""},
        {"file.pe.description", "\"d\""},
        {"file.pe.file_version", "\"1.2\""},
        {"file.pe.product", "\"p\""},
        {"file.code_signature.subject_name", "\"Acme Inc\""},
        {"file.code_signature.status", "\"Valid\""},
        {"file.code_signature.signed", "\"true\""},
        {"file.code_signature.valid", "true"}}},
      {8, {{"SourceThreadId", "77"}}, {{"process.thread.id", "77"}}},
      {13,
       {{"TargetObject", "HKLM\\Software\\Acme\\Run"}, {"Details", "DWORD (0x00000010)"}},
       {{"registry.path", "\"HKLM\\\\Software\\\\Acme\\\\Run\""},
        {"registry.hive", "\"HKLM\""},
        {"registry.key", "\"Software\\\\Acme\\\\Run\""},
        {"registry.value", "\"Run\""},
        {"registry.data.strings", "\"16\""},
        {"registry.data.type", "\"SZ_DWORD\""}}},
      {22,
       {{"QueryName", "example.org"},
        {"QueryResults", "type:  5 x;::ffff:203.0.114.5;"},
        {"QueryStatus", "0"}},
       {{"dns.question.name", "\"example.org\""},
        {"dns.resolved_ip", "\"203.0.114.5\""},
        {"sysmon.dns.status", "\"0\""}}},
  };
  return kRecords;
}

const std::vector<Rich>& defender_records() {
  static const std::vector<Rich> kRecords{
      {0,
       {{"ActionType", "ConnectionSuccess"},
        {"RemoteUrl", "srv.example"},
        {"Protocol", "Ntlm"},
        {"InitiatingProcessFileName", "svchost.exe"},
        {"InitiatingProcessFolderPath", "c:\\w\\svchost.exe"},
        {"InitiatingProcessCommandLine", "svchost -k"},
        {"InitiatingProcessParentId", "812"},
        {"InitiatingProcessParentFileName", "services.exe"},
        {"InitiatingProcessMD5", "aa"},
        {"InitiatingProcessSHA1", "bb"},
        {"InitiatingProcessSHA256", "cc"},
        {"InitiatingProcessAccountName", "alice"},
        {"InitiatingProcessAccountDomain", "corp"},
        {"AdditionalFields", R"({"direction":"Out"})"}},
       of_connection({{"event.action", "\"connectionsuccess\""},
                      {"event.type", "\"start\""},
                      {"event.module", "\"m365_defender\""},
                      {"host.name", "\"ws-0000\""},
                      {"host.id", "\"d\""},
                      {"process.name", "\"svchost.exe\""},
                      {"process.executable", "\"c:\\\\w\\\\svchost.exe\""},
                      {"process.command_line", "\"svchost -k\""},
                      {"process.parent.pid", "812"},
                      {"process.parent.name", "\"services.exe\""},
                      {"process.hash.md5", "\"aa\""},
                      {"process.hash.sha1", "\"bb\""},
                      {"process.hash.sha256", "\"cc\""},
                      {"user.name", "\"alice\""},
                      {"user.domain", "\"corp\""},
                      {"user.id", "\"S-1-5-18\""},
                      {"network.protocol", "\"ntlm\""},
                      {"network.direction", "\"outbound\""},
                      {"destination.domain", "\"srv.example\""}})},
      {0, {}, {{"network.transport", "\"udp\""}}},
  };
  return kRecords;
}

const std::vector<Rich>& cloud_funnel_records() {
  static const std::vector<Rich> kRecords{
      {0,
       {{"event.id", "e1"},
        {"event.network.connectionStatus", "SUCCESS"},
        {"event.network.protocolName", "SMB"},
        {"event.dns.request", "example.org"},
        {"src.process.name", "System"},
        {"src.process.image.path", "C:\\s"},
        {"src.process.uid", "u1"},
        {"src.process.cmdline", "x"},
        {"src.process.parent.pid", "1"},
        {"src.process.parent.name", "p"},
        {"src.process.parent.image.path", "C:\\p"},
        {"src.process.parent.cmdline", "y"},
        {"src.process.user", "NT AUTHORITY\\SYSTEM"},
        {"os.name", "Windows 10"},
        {"agent.uuid", "a1"}},
       of_connection({{"event.type", "[\"start\",\"connection\"]"},
                      {"event.action", "\"connection_attempted\""},
                      {"event.id", "\"e1\""},
                      {"event.module", "\"sentinel_one_cloud_funnel\""},
                      {"event.outcome", "\"success\""},
                      {"network.transport", "\"udp\""},
                      {"network.direction", "\"egress\""},
                      {"network.protocol", "\"smb\""},
                      {"dns.question.name", "\"example.org\""},
                      {"process.name", "\"System\""},
                      {"process.executable", "\"C:\\\\s\""},
                      {"process.entity_id", "\"u1\""},
                      {"process.command_line", "\"x\""},
                      {"process.parent.pid", "1"},
                      {"process.parent.name", "\"p\""},
                      {"process.parent.executable", "\"C:\\\\p\""},
                      {"process.parent.command_line", "\"y\""},
                      {"user.domain", "\"NT AUTHORITY\""},
                      {"user.name", "\"SYSTEM\""},
                      {"host.os.platform", "\"windows\""},
                      {"host.os.name", "\"Windows 10\""},
                      {"host.name", "\"ws-0000\""},
                      {"host.hostname", "\"ws-0000\""},
                      {"host.id", "\"a1\""}})},
  };
  return kRecords;
}

const std::vector<Rich>& deep_visibility_records() {
  static const std::vector<Rich> kRecords{
      {0,
       {{"netProtocolName", "SMB"},
        {"srcProcName", "System"},
        {"srcProcImagePath", "C:\\s"},
        {"srcProcCmdLine", "x"},
        {"srcProcUser", "NT AUTHORITY\\SYSTEM"}},
       of_connection({{"event.type", "[\"start\",\"connection\"]"},
                      {"event.action", "\"connection_attempted\""},
                      {"event.module", "\"sentinel_one_cloud_funnel\""},
                      {"network.transport", "\"udp\""},
                      {"network.direction", "\"egress\""},
                      {"network.protocol", "\"smb\""},
                      {"process.name", "\"System\""},
                      {"process.executable", "\"C:\\\\s\""},
                      {"process.command_line", "\"x\""},
                      {"user.domain", "\"NT AUTHORITY\""},
                      {"user.name", "\"SYSTEM\""},
                      {"host.name", "\"ws-0000\""},
                      {"host.id", "\"u\""}})},
  };
  return kRecords;
}

const std::vector<Rich>& endgame_records() {
  static const std::vector<Rich> kRecords{
      {0,
       {{"process_path", "C:\\s.exe"},
        {"command_line", "x"},
        {"ppid", "1"},
        {"parent_process_name", "p"},
        {"parent_process_path", "C:\\p"},
        {"user_name", "SYSTEM"},
        {"user_domain", "NT AUTHORITY"},
        {"user_sid", "S-1-5-18"},
        {"file_path", "C:\\f"},
        {"file_name", "f"},
        {"query_name", "example.org"}},
       of_connection({{"event.action", "\"ipv4_connection_attempt_event\""},
                      {"event.module", "\"endgame\""},
                      {"network.direction", "\"egress\""},
                      {"network.transport", "\"udp\""},
                      {"dns.question.name", "\"example.org\""},
                      {"process.name", "\"System\""},
                      {"process.executable", "\"C:\\\\s.exe\""},
                      {"process.entity_id", "\"1\""},
                      {"process.command_line", "\"x\""},
                      {"process.parent.pid", "1"},
                      {"process.parent.name", "\"p\""},
                      {"process.parent.executable", "\"C:\\\\p\""},
                      {"user.name", "\"SYSTEM\""},
                      {"user.domain", "\"NT AUTHORITY\""},
                      {"user.id", "\"S-1-5-18\""},
                      {"file.path", "\"C:\\\\f\""},
                      {"file.name", "\"f\""}})},
  };
  return kRecords;
}

// The family's records; none for ECS documents, whose fields are read at their own path.
const std::vector<Rich>* records_of(const std::string& shape) {
  if (shape.starts_with("sysmon-")) return &sysmon_records();
  if (shape == "defender-bare" || shape == "defender-envelope") return &defender_records();
  if (shape == "sentinelone-cloud-funnel") return &cloud_funnel_records();
  if (shape == "sentinelone-deep-visibility") return &deep_visibility_records();
  if (shape == "endgame-raw") return &endgame_records();
  return nullptr;
}

std::vector<std::string> all_expected_fields(const std::vector<Rich>& records) {
  std::set<std::string> names;
  for (const Rich& rich : records) {
    for (const Expected& expected : rich.fields) names.insert(expected.field);
  }
  return {names.begin(), names.end()};
}

const sources::SourceTable& table_of(const std::string& shape) {
  static const std::vector<sources::SourceTable> kTables = sources::tables::builtin_tables();
  for (const sources::SourceTable& table : kTables) {
    if (table.shape == shape) return table;
  }
  throw std::runtime_error("no table " + shape);
}

}  // namespace

TEST_CASE("fields: every field that a shape's table can carry comes out of a record that says it") {
  for (const test::Shape& shape : test::shapes()) {
    const std::vector<Rich>* const records = records_of(shape.name);
    if (records == nullptr) continue;
    const std::vector<std::string> fields = all_expected_fields(*records);
    for (const Rich& rich : *records) {
      test::Connection c = test::connections(1).front();
      c.extra = rich.extra;
      c.event_id = rich.event_id;
      const std::string text = shape.render(c);
      const auto record = test::read_record(text, fields);
      CAPTURE(shape.name, text);
      REQUIRE(record.outcome == sources::Outcome::kEvent);
      CHECK(record.shape == shape.name);
      for (const Expected& expected : rich.fields) {
        CAPTURE(expected.field);
        CHECK(record[expected.field] == expected.json);
      }
    }
  }
}

TEST_CASE("fields: no field of a table is left out of the test above") {
  for (const test::Shape& shape : test::shapes()) {
    const std::vector<Rich>* const records = records_of(shape.name);
    if (records == nullptr) continue;
    const auto fields = all_expected_fields(*records);
    std::set<std::string> expected(fields.begin(), fields.end());
    expected.insert("@timestamp");                                     // in "shapes: the same forty events"
    expected.insert({"user.id", "winlog.event_id"});                   // of Sysmon: below
    expected.insert({"winlog.provider_name", "winlog.event_data.*"});  // in windows_test.cc
    expected.insert("host.name");  // of what is around: in record_finder_test.cc
    for (const sources::Mapping& mapping : table_of(shape.name).mappings) {
      CAPTURE(shape.name, mapping.field);
      CHECK(expected.contains(mapping.field));
    }
  }
}

TEST_CASE("fields: a Sysmon event's number and the account that wrote it, where the shape has it") {
  for (const test::Shape& shape : test::shapes()) {
    if (shape.source != "sysmon") continue;
    CAPTURE(shape.name);
    const auto record = test::read_record(shape.render(test::connections(1).front()), {"winlog.event_id"});
    CHECK(record["user.id"] == (shape.name == "sysmon-wazuh" ? "-" : "\"S-1-5-18\""));
    std::string number = record["winlog.event_id"];  // of no ECS type: printed as the record has it
    std::erase(number, '"');
    CHECK(number == "3");
  }
}

TEST_CASE("fields: an ECS document carries every field of ECS at its own path") {
  struct Sample {
    std::string in;
    std::string out;
  };
  const auto sample = [](event::FieldType type) -> Sample {
    switch (type) {
      case event::FieldType::kLong: return {"7", "7"};
      case event::FieldType::kDouble: return {"0.5", "0.5"};
      case event::FieldType::kBoolean: return {"true", "true"};
      case event::FieldType::kIp: return {"\"203.0.114.9\"", "\"203.0.114.9\""};
      case event::FieldType::kDate: return {"\"2026-03-01T00:00:00.5Z\"", "\"2026-03-01T00:00:00.500Z\""};
      case event::FieldType::kKeyword:
      case event::FieldType::kText:
      case event::FieldType::kUnknown:
      case event::FieldType::kObject: break;
    }
    return {"\"x\"", "\"x\""};
  };
  std::string members;
  std::vector<std::string> fields;
  for (const std::string_view name : event::all_field_names()) {
    const event::FieldType type = event::field_type(name);
    if (type == event::FieldType::kObject || name.ends_with(".text") || name == "@timestamp") continue;
    fields.emplace_back(name);
    members += ",\"" + std::string(name) + "\":" + sample(type).in;
  }
  const auto record = test::read_record(R"({"@timestamp":"2026-03-01T00:00:00Z")" + members + "}", fields);
  REQUIRE(record.outcome == sources::Outcome::kEvent);
  CHECK(fields.size() > 1'000);
  for (const std::string& field : fields) {
    CAPTURE(field);
    CHECK(record[field] == sample(event::field_type(field)).out);
  }
}

}  // namespace firstseen
