// The traps of the export formats, each by name (docs/sources.md).
#include <catch2/catch_test_macros.hpp>

#include "support/event_of.h"

namespace firstseen {
namespace {

using test::read_record;

// A flat Sysmon record with these members besides what makes it one.
std::string flat_sysmon(const std::string& members) {
  return R"({"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-03-01 10:00:00.123",)" +
         members + "}";
}

std::string defender(const std::string& members) {
  return R"({"category":"AdvancedHunting-DeviceNetworkEvents","time":"2026-03-01T10:00:00Z","properties":{)"
         R"("ActionType":"ConnectionSuccess","DeviceId":"d","Timestamp":"2026-03-01T10:00:00.1234567Z",)" +
         members + "}}";
}

std::string sentinelone(const std::string& members) {
  return R"({"event.category":"ip","event.type":"IP Connect","event.time":1772359200123,"i.scheme":"edr",)" +
         members + "}";
}

std::string ecs(const std::string& members) {
  return R"({"@timestamp":"2026-03-01T10:00:00Z","event":{"category":"network"},)" + members + "}";
}

}  // namespace

TEST_CASE("trap: the Sysmon service's own pid under six other keys is no process.pid") {
  const auto rows = {
      flat_sysmon(R"("ProcessID":4,"Image":"a")"),
      flat_sysmon(R"("ExecutionProcessID":4,"Image":"a")"),
      std::string(
          R"({"event_data":{"UtcTime":"2026-03-01 10:00:00.123"},"event_id":3,"log_name":"Microsoft-Windows-Sysmon/Operational","process_id":4})"),
      std::string(
          R"({"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","event_id":"3","process":{"pid":4},"event_data":{"UtcTime":"2026-03-01 10:00:00.123"}}})"),
      std::string(
          R"({"Event":{"System":{"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Execution":{"#attributes":{"ProcessID":4}}},"EventData":{"UtcTime":"2026-03-01 10:00:00.123"}}})"),
      std::string(
          R"({"EventId":3,"Channel":"Microsoft-Windows-Sysmon/Operational","ProcessId":4,"Payload":"{\"EventData\":{\"Data\":[{\"@Name\":\"UtcTime\",\"#text\":\"2026-03-01 10:00:00.123\"}]}}"})"),
      std::string(
          R"({"data":{"win":{"system":{"eventID":"3","channel":"Microsoft-Windows-Sysmon/Operational","processID":"4"},"eventdata":{"utcTime":"2026-03-01 10:00:00.123"}}}})"),
  };
  for (const std::string& row : rows) {
    CAPTURE(row);
    const auto record = read_record(row);
    CHECK(record.outcome == sources::Outcome::kEvent);
    CHECK(record.source == "sysmon");
    CHECK(record["process.pid"] == "-");
  }
}

TEST_CASE("trap: the pid comes from the message text, or from Image: System") {
  const auto message = read_record(flat_sysmon(
      R"("ProcessID":3140,"Image":"x","Message":"Network connection detected:\r\nProcessId: 4\r\nImage: x")"));
  CHECK(message["process.pid"] == "4");
  CHECK(message.derived == std::vector<std::string>{"host.os.type", "process.pid"});
  CHECK(read_record(flat_sysmon(R"("Image":"System")"))["process.pid"] == "4");
  CHECK(read_record(flat_sysmon(R"("Image":"C:\\System")"))["process.pid"] == "-");
  CHECK(read_record(flat_sysmon(R"("ProcessId":"44","Message":"x:\nProcessId: 4")"))["process.pid"] == "44");
}

TEST_CASE("trap: UtcTime is over every other clock") {
  const auto record = read_record(flat_sysmon(
      R"("TimeCreated":"2026-03-01T03:00:00Z","@timestamp":"2026-03-02T00:00:00Z","EventTime":"2026-03-01 05:00:00")"));
  CHECK(record["@timestamp"] == R"("2026-03-01T10:00:00.123Z")");
  CHECK(record.derived == std::vector<std::string>{"host.os.type"});
}

TEST_CASE("trap: keys are case-exact") {
  CHECK(read_record(flat_sysmon(
            R"("sourceIp":"10.0.0.1","SOURCEIP":"10.0.0.2","SourceIp":"10.0.0.3")"))["source.ip"] ==
        R"("10.0.0.3")");
}

TEST_CASE("trap: AdditionalFields of Defender in six forms") {
  for (const char* const form : {R"({"direction":"In"})", R"("{\"direction\":\"In\"}")"}) {
    CAPTURE(form);
    const auto record = read_record(defender(
        R"("LocalIP":"10.0.0.1","LocalPort":445,"RemoteIP":"203.0.114.9","RemotePort":50000,"AdditionalFields":)" +
        std::string(form)));
    CHECK(record["source.ip"] == R"("203.0.114.9")");
    CHECK(record["source.port"] == "50000");
    CHECK(record["destination.ip"] == R"("10.0.0.1")");
    CHECK(record["destination.port"] == "445");
    CHECK(record["network.direction"] == R"("inbound")");
  }
  for (const char* const form :
       {"null", R"("")", R"("{}")", R"("[]")", R"("{broken")", R"({"direction":"Out"})"}) {
    CAPTURE(form);
    const auto record = read_record(
        defender(R"("LocalIP":"10.0.0.1","RemoteIP":"203.0.114.9","AdditionalFields":)" + std::string(form)));
    CHECK(record["source.ip"] == R"("10.0.0.1")");
    CHECK(record["destination.ip"] == R"("203.0.114.9")");
  }
}

TEST_CASE("trap: a Defender row with all POSIX fields is no Windows, SID S-1-5-18 or not") {
  std::string posix;
  for (const char* const name :
       {"EffectiveGroup", "EffectiveUser", "FilePermissions", "ProcessGroupId", "RealUser", "SessionId"}) {
    posix += (posix.empty() ? "{" : ",") + std::string("\"InitiatingProcessPosix") + name + "\":{}";
  }
  posix += "}";
  const std::string sid = R"("InitiatingProcessAccountSid":"S-1-5-18")";
  CHECK(read_record(defender(sid))["host.os.type"] == R"("windows")");
  CHECK(read_record(defender(sid + R"(,"AdditionalFields":)" + posix))["host.os.type"] == "-");
  CHECK(read_record(
            defender(sid + R"(,"AdditionalFields":{"InitiatingProcessPosixRealUser":{}})"))["host.os.type"] ==
        R"("windows")");
  CHECK(read_record(defender(R"("InitiatingProcessAccountSid":null)"))["host.os.type"] == "-");
}

TEST_CASE("trap: process id 0 of Defender is unknown") {
  CHECK(read_record(defender(R"("InitiatingProcessId":0)"))["process.pid"] == "-");
  CHECK(read_record(defender(R"("InitiatingProcessId":4)"))["process.pid"] == "4");
}

TEST_CASE("trap: Defender's protocol spellings; authentication packages are no transport") {
  for (const auto& [raw, transport] :
       {std::pair{"Tcp", R"("tcp")"}, std::pair{"TcpV4", R"("tcp")"}, std::pair{"TcpV6", R"("tcp")"},
        std::pair{"UdpV4", R"("udp")"}, std::pair{"Icmp", R"("icmp")"}, std::pair{"Ntlm", "-"}}) {
    CAPTURE(raw);
    CHECK(read_record(defender(R"("Protocol":")" + std::string(raw) + "\""))["network.transport"] ==
          transport);
  }
}

TEST_CASE("trap: FourToSixMapping, brackets and zones are undone") {
  CHECK(read_record(defender(R"("RemoteIP":"::ffff:203.0.114.9")"))["destination.ip"] == R"("203.0.114.9")");
  CHECK(read_record(defender(R"("RemoteIP":"[fe80::1%12]")"))["destination.ip"] == R"("fe80::1")");
  CHECK(read_record(defender(R"("RemoteIP":"-")"))["destination.ip"] == "-");
}

TEST_CASE("trap: SentinelOne's transport is derived from meta.event.name, the host from endpoint.name") {
  const auto record = read_record(sentinelone(R"("meta.event.name":"TCPV4","endpoint.name":"h")"));
  CHECK(record["network.transport"] == R"("tcp")");
  CHECK(record.derived == std::vector<std::string>{"host.name", "network.transport"});
  sources::NormalizerOptions strict;
  strict.strict_ecs = true;
  const auto as_elastic =
      read_record(sentinelone(R"("meta.event.name":"TCPV4","endpoint.name":"h")"), {}, strict);
  CHECK(as_elastic["network.transport"] == "-");
  CHECK(as_elastic.derived.empty());
}

TEST_CASE("trap: osSrc.process.pid where src.process.pid is missing") {
  CHECK(read_record(sentinelone(R"("osSrc.process.pid":4)"))["process.pid"] == "4");
  CHECK(read_record(sentinelone(R"("src.process.pid":7,"osSrc.process.pid":4)"))["process.pid"] == "7");
}

TEST_CASE("trap: an operating system named osx gives no type") {
  CHECK(read_record(sentinelone(R"("endpoint.os":"osx")"))["host.os.type"] == "-");
  CHECK(read_record(sentinelone(R"("endpoint.os":"Windows")"))["host.os.type"] == R"("windows")");
}

TEST_CASE("trap: epochs by magnitude") {
  for (const auto& [raw, time] : {std::pair{"1772359200", "2026-03-01T10:00:00.000Z"},
                                  std::pair{"1772359200123", "2026-03-01T10:00:00.123Z"},
                                  std::pair{"1772359200123456", "2026-03-01T10:00:00.123456Z"},
                                  std::pair{"1772359200123456789", "2026-03-01T10:00:00.123456789Z"},
                                  std::pair{"\"2026-03-01T10:00:00.5Z\"", "2026-03-01T10:00:00.500Z"}}) {
    CAPTURE(raw);
    CHECK(read_record(R"({"event.category":"ip","event.type":"x","i.scheme":"edr","event.time":)" +
                      std::string(raw) + "}")["@timestamp"] == "\"" + std::string(time) + "\"");
  }
}

TEST_CASE("trap: IPv6 is uncompressed, True is a boolean, ports may be numbers") {
  const auto record = read_record(flat_sysmon(
      R"("SourceIp":"0:0:0:0:0:0:0:1","DestinationIp":"fe80:0:0:0:0:0:0:2","Initiated":"True","SourceIsIpv6":true,"DestinationPort":445.0,"SourcePort":"139.00")"));
  CHECK(record["source.ip"] == R"("::1")");
  CHECK(record["destination.ip"] == R"("fe80::2")");
  CHECK(record["network.direction"] == R"("egress")");
  CHECK(record["network.type"] == R"("ipv6")");
  CHECK(record["destination.port"] == "445");
  CHECK(record["source.port"] == "139");
}

TEST_CASE("trap: absent tokens of vendors") {
  const auto record = read_record(flat_sysmon(
      R"("SourceHostname":"-","DestinationHostname":"","ProcessGuid":"{00000000-0000-0000-0000-000000000000}","Protocol":null,"SourceIp":[])"));
  for (const char* const field :
       {"source.domain", "destination.domain", "process.entity_id", "network.transport", "source.ip"}) {
    CAPTURE(field);
    CHECK(record[field] == "-");
  }
}

TEST_CASE("trap: absent tokens are values in ECS documents") {
  const auto record =
      read_record(ecs(R"("host":{"name":"-"},"process":{"name":"","executable":null},"user":{"name":[]})"));
  CHECK(record["host.name"] == R"("-")");
  CHECK(record["process.name"] == R"("")");
  CHECK(record["process.executable"] == "-");
  CHECK(record["user.name"] == "-");
  CHECK(read_record(ecs(R"("network":{"transport":"TCP"})"))["network.transport"] == R"("TCP")");
}

TEST_CASE("trap: whole numbers are read in any spelling, other numbers are absent") {
  const auto port = [](const char* written) {
    return read_record(ecs(R"("destination":{"port":)" + std::string(written) + "}"))["destination.port"];
  };
  for (const char* const written :
       {"4.45e2", "445.0", "44500E-2", "\"00445\"", "\"+445\"", "\" 445\"", "\"4.45e+2\""}) {
    CAPTURE(written);
    CHECK(port(written) == "445");
  }
  for (const char* const written : {"\"0x1BD\"", "445.5", "4.455e2", "\"4 45\"", "1e30"}) {
    CAPTURE(written);
    CHECK(port(written) == "-");
  }
}

TEST_CASE("trap: ids of events are numbers in any spelling, process ids may be hexadecimal") {
  for (const char* const id : {"3.0", "3e0", "\"3.0\"", "\"03\"", "0.3e1"}) {
    CAPTURE(id);
    const auto record = read_record(
        R"({"@timestamp":"2024-01-01T00:00:00Z","winlog":{"channel":"Microsoft-Windows-Sysmon/Operational",)"
        R"("event_data":{"ProcessId":"0x1BD","DestinationPort":"4.45E2"},"event_id":)" +
        std::string(id) + "}}");
    CHECK(record["event.code"] == R"("3")");
    CHECK(record["event.category"] == R"("network")");
    CHECK(record["process.pid"] == "445");
    CHECK(record["destination.port"] == "445");
  }
}

TEST_CASE("trap: FILETIME beyond 2^53 keeps its last digit") {
  const auto record = read_record(R"({"event_type_full":"network_event","timestamp":131762381493039761})");
  CHECK(record["@timestamp"] == R"("2018-07-16T18:09:09.3039761Z")");
}

TEST_CASE("trap: dotted, nested and mixed keys, and keys that stand twice") {
  CHECK(read_record(ecs(
            R"("destination.ip":"10.0.0.1","destination":{"ip":"10.0.0.2","port":445})"))["destination.ip"] ==
        R"(["10.0.0.1","10.0.0.2"])");
  CHECK(read_record(ecs(R"("process.pid":4,"process.pid":5)"))["process.pid"] == "[4,5]");
  CHECK(read_record(ecs(R"("host":{"os.type":"windows"})"))["host.os.type"] == R"("windows")");
  CHECK(read_record(ecs(R"("process":[{"pid":4},{"pid":5}])"))["process.pid"] == "[4,5]");
  CHECK(read_record(ecs(R"("process\u002epid":4)"))["process.pid"] == "4");
}

TEST_CASE("trap: documents of 2020 name the operating system elsewhere") {
  for (const char* const os :
       {R"({"platform":"windows"})", R"({"family":"windows"})", R"({"name":"Windows Server 2019"})"}) {
    CAPTURE(os);
    const auto record = read_record(ecs(R"("host":{"os":)" + std::string(os) + "}"));
    CHECK(record["host.os.type"] == R"("windows")");
    CHECK(record.derived == std::vector<std::string>{"host.os.type"});
  }
  CHECK(read_record(ecs(R"("host":{"os":{"type":"linux","platform":"windows"}})"))["host.os.type"] ==
        R"("linux")");
}

TEST_CASE("trap: ES|QL values are row by row, columnar SQL values column by column, a square is refused") {
  const std::string columns = R"({"columns":[{"name":"@timestamp"},{"name":"destination.ip"}],)";
  const auto by_rows = test::read_records(columns + R"("values":[["2026-03-01T10:00:00Z","10.0.0.1"]]})");
  const auto by_columns = test::read_records(
      columns +
      R"("values":[["2026-03-01T10:00:00Z","2026-03-02T10:00:00Z","2026-03-03T10:00:00Z"],["10.0.0.1","10.0.0.2","10.0.0.3"]]})");
  const auto sql = test::read_records(
      columns + R"("rows":[["2026-03-01T10:00:00Z","10.0.0.1"],["2026-03-02T10:00:00Z","10.0.0.2"]]})");
  REQUIRE(by_rows.size() == 1);
  CHECK(by_rows[0]["destination.ip"] == R"("10.0.0.1")");
  REQUIRE(by_columns.size() == 3);
  CHECK(by_columns[2]["destination.ip"] == R"("10.0.0.3")");
  CHECK(sql.size() == 2);
  CHECK_THROWS(test::read_records(
      columns + R"("values":[["2026-03-01T10:00:00Z","10.0.0.1"],["2026-03-02T10:00:00Z","10.0.0.2"]]})"));
}

TEST_CASE("trap: Wazuh doubles backslashes and begins keys with a small letter") {
  const auto record = read_record(
      R"({"agent":{"name":"a"},"data":{"win":{"system":{"eventID":"3","providerName":"Microsoft-Windows-Sysmon","computer":"c"},"eventdata":{"utcTime":"2026-03-01 10:00:00.123","user":"NT AUTHORITY\\\\SYSTEM","image":"C:\\\\a\\\\b.exe","processId":"4"}}}})");
  CHECK(record["user.domain"] == R"("NT AUTHORITY")");
  CHECK(record["user.name"] == R"("SYSTEM")");
  CHECK(record["process.executable"] == R"("C:\\a\\b.exe")");
  CHECK(record["process.name"] == R"("b.exe")");
  CHECK(record["process.pid"] == "4");
}

TEST_CASE("trap: Sysmon for Linux is Linux") {
  const auto record = read_record(
      R"({"Computer":"u","TimeGenerated":"2026-03-01T10:00:00Z","SyslogMessage":"\u003cEvent\u003e\u003cSystem\u003e\u003cProvider Name=\"Linux-Sysmon\"/\u003e\u003cEventID\u003e3\u003c/EventID\u003e\u003c/System\u003e\u003cEventData\u003e\u003cData Name=\"ProcessId\"\u003e4\u003c/Data\u003e\u003c/EventData\u003e\u003c/Event\u003e"})");
  CHECK(record.source == "sysmon");
  CHECK(record["host.os.type"] == R"("linux")");
  CHECK(record["process.pid"] == "4");
}

TEST_CASE("trap: a time without a zone is UTC, and derived unless it is UtcTime") {
  const auto record = read_record(R"({"@timestamp":"2026-03-01T10:00:00","event":{"category":"network"}})");
  CHECK(record["@timestamp"] == R"("2026-03-01T10:00:00.000Z")");
  CHECK(record.derived == std::vector<std::string>{"@timestamp"});
}

TEST_CASE("regression: a key that some other table wants does not leak into fields that the record lacks") {
  const auto record = read_record(ecs(R"("index":"leak","create":"leak","category":"leak")"));
  for (const auto& [name, json] : record.fields) {
    CAPTURE(name, json);
    CHECK(json.find("leak") == std::string::npos);
  }
  CHECK(record["user.name"] == "-");
}

}  // namespace firstseen
