// What a table knows, but for a field whose key is spelled otherwise.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>

#include "firstseen/rule.h"
#include "support/event_of.h"
#include "support/hunting.h"

namespace firstseen {
namespace {

using test::read_record;

// How many of a document's records have all that a connection has.
std::uint64_t connections_in(const std::string& text) {
  Rule rule;
  rule.id = rule.name = "r";
  rule.query =
      "destination.ip: 203.0.114.1 and destination.port: 445 and network.transport: tcp and process.pid: 4 "
      "and "
      "source.ip: 10.1.2.3";
  rule.terms = {"destination.ip"};
  HuntRequest request = test::request_for({});
  request.rules = {rule};
  request.memory_inputs = {{"a", text}};
  return test::run(request).ledger.matched;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

const std::string kRow =
    R"({"Timestamp":"2026-03-02T09:15:00Z","ActionType":"ConnectionSuccess","DeviceName":"w","RemoteIP":"203.0.114.1",)"
    R"("RemotePort":445,"LocalIP":"10.1.2.3","Protocol":"Tcp","InitiatingProcessId":4})";
const std::string kData =
    R"({"UtcTime":"2026-03-02 09:15:00.123","ProcessGuid":"{1}","ProcessId":"4","Protocol":"tcp",)"
    R"("SourceIp":"10.1.2.3","DestinationIp":"203.0.114.1","DestinationPort":"445"})";

}  // namespace

TEST_CASE("lacking: one key in another spelling hides no field") {
  const std::string envelope =
      R"({"category":"AdvancedHunting-DeviceNetworkEvents","time":"2026-03-02T09:15:00Z","properties":)";
  for (const char* const key : {"remotePort", "REMOTEPORT", "remote_port", "Remote Port", "RemotePort_d"}) {
    CAPTURE(key);
    const std::string row = replaced(kRow, "RemotePort", key);
    const std::string within = envelope + row + "}";
    CHECK(connections_in(row) == 1);
    CHECK(connections_in(within) == 1);
  }
  for (const char* const key :
       {"destinationPort", "DESTINATIONPORT", "destination_port", "Destination Port"}) {
    const std::string data = replaced(kData, "DestinationPort", key);
    for (
        const std::string& text :
        {R"({"Event":{"System":{"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational"},"EventData":)" +
             data + "}}",
         R"({"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","event_id":3,"event_data":)" + data +
             "}}",
         R"({"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational",)" + data.substr(1)}) {
      CAPTURE(text);
      CHECK(connections_in(text) == 1);
    }
  }
  const std::string endgame =
      R"({"timestamp":132000000000000000,"event_type_full":"network_event","event_type":2,"opcode":12,"pid":4,)"
      R"("PROTOCOL":"tcp","destination_address":"203.0.114.1","destination_port":445,"source_address":"10.1.2.3"})";
  CHECK(connections_in(endgame) == 1);
}

TEST_CASE("lacking: the field's own key comes before other spellings, and the service's process is none") {
  const std::string lower =
      R"({"ProviderName":"Microsoft-Windows-Sysmon","EventID":"3","ProcessID":"2808","utctime":"2026-03-02 09:15:00.123",)"
      R"("processguid":"{1}","processid":"4","protocol":"tcp","sourceip":"10.1.2.3","destinationip":"203.0.114.1",)"
      R"("destinationport":"445"})";
  CHECK(read_record(lower)["process.pid"] == "4");
  CHECK(read_record(lower)["destination.port"] == "445");
  const std::string without =
      replaced(replaced(kData, "\"ProcessId\":\"4\",", ""), "DestinationPort", "destinationport");
  const auto record = read_record(
      R"({"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","ProcessID":4,)" + without.substr(1));
  CHECK(record["process.pid"] == "-");
}

TEST_CASE("lacking: a key that turns the direction, there twice, leaves both readings") {
  const std::string inbound = R"(,"AdditionalFields":{"direction":"In"},"AdditionalFields":null})";
  const auto record = read_record(kRow.substr(0, kRow.size() - 1) + inbound);
  CHECK(record["destination.ip"] == R"(["10.1.2.3","203.0.114.1"])");
  CHECK(record["source.ip"] == R"(["203.0.114.1","10.1.2.3"])");
}

TEST_CASE("lacking: columns by the number of the row, under the keys of a flat record, are read by rows") {
  CHECK(
      connections_in(
          R"({"EventTime":{"0":"2026-03-02 09:15:01"},"EventID":{"0":3},"SourceName":{"0":"Microsoft-Windows-Sysmon"},)"
          R"("Channel":{"0":"Microsoft-Windows-Sysmon/Operational"},"Message":{"0":"Network connection detected:\r\nUtcTime: )"
          R"(2026-03-02 09:15:00.123\r\nProcessGuid: {1}\r\nProcessId: 4\r\nProtocol: tcp\r\nSourceIp: 10.1.2.3\r\n)"
          R"(DestinationIp: 203.0.114.1\r\nDestinationPort: 445"}})") == 1);
}

TEST_CASE("lacking: blanks around a value that a table converts do not count") {
  CHECK(read_record(replaced(kRow, "\"Tcp\"", "\" Tcp \""))["network.transport"] == R"("tcp")");
}

TEST_CASE("lacking: a field that is nowhere costs a bounded number of readings", "[bounds]") {
  const std::string without =
      R"({"@timestamp":"2026-03-02T09:15:00.123Z","agent":{"type":"winlogbeat"},"event":{"code":"3"},"winlog":{"event_id":3,)"
      R"("channel":"Microsoft-Windows-Sysmon/Operational","event_data":)" +
      replaced(kData, R"("Protocol":"tcp",)", "") + "}}\n";
  constexpr int kRecords = 5'000;
  std::string records;
  for (int i = 0; i < kRecords; ++i) records += without;
  const auto begin = std::chrono::steady_clock::now();
  CHECK(connections_in(records) == 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1500));
}

}  // namespace firstseen
