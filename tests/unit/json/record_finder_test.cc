// What is looked into for records, and what stays a record by itself.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "output/warnings.h"
#include "support/event_of.h"
#include "support/hunting.h"
#include "support/json_string.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::request_for;
using test::run;
using test::TemporaryFolder;

// A row of Defender to 203.0.113.N.
std::string defender(int n) {
  return R"({"Timestamp":"2026-03-01T10:00:00Z","DeviceId":"d","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.)" +
         std::to_string(n) + R"("})";
}

std::string ecs(const std::string& members) {
  return R"({"@timestamp":"2026-03-02T00:00:00Z",)" + members + "}";
}

std::string message(int n) {
  return "Network connection detected:\r\nUtcTime: 2026-03-01 10:00:00.123\r\nProcessId: 4\r\n"
         "DestinationIp: 203.0.113." +
         std::to_string(n);
}

std::string xml(int n) {
  return "<Event "
         "xmlns='x'><System><Channel>Microsoft-Windows-Sysmon/Operational</Channel><EventID>3</EventID></"
         "System>"
         "<EventData><Data Name='UtcTime'>2026-03-01 10:00:00.123</Data><Data "
         "Name='DestinationIp'>203.0.113." +
         std::to_string(n) + "</Data></EventData></Event>";
}

// The shapes of the records of a text, with the last number of their destinations.
std::string found_in(const std::string& text) {
  std::string out;
  for (const test::ReadRecord& record : test::read_records(text)) {
    if (!out.empty()) out += ' ';
    out += record.shape.empty() ? "?" : record.shape;
    const std::string ip = record["destination.ip"];
    if (ip != "-") out += ':' + ip.substr(ip.rfind('.') + 1, ip.size() - ip.rfind('.') - 2);
  }
  return out;
}

// Whether the warnings of a hunt over a document say `what`.
bool is_named(const std::string& document, const std::string& what) {
  HuntRequest request = test::request_for({});
  request.memory_inputs = {{"a", document}};
  return output::to_warnings_text(test::run(request)).find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("look into: what is no event by itself is looked into, whatever the key") {
  struct Row {
    std::string text;
    std::string found;
  };
  const std::string d = defender(7);
  const std::vector<Row> rows{
      {R"({"k":)" + test::json_string(d) + "}", "defender-bare:7"},
      {R"({"k":)" + test::json_string("\xef\xbb\xbf \r\n\t" + d) + "}", "defender-bare:7"},
      {R"({"k":)" + test::json_string(defender(1) + "\n" + defender(2)) + "}",
       "defender-bare:1 defender-bare:2"},
      {R"({"k":)" + test::json_string("[" + defender(1) + "," + defender(2) + "]") + "}",
       "defender-bare:1 defender-bare:2"},
      {R"({"k":)" + test::json_string(defender(1) + "{" + defender(2)) + "}",
       "defender-bare:1 defender-bare:2"},
      {R"({"k":)" + test::json_string(R"({"l":)" + test::json_string(d) + "}") + "}", "defender-bare:7"},
      {R"({"k":[)" + test::json_string(defender(1)) + "," + test::json_string(defender(2)) + "]}",
       "defender-bare:1 defender-bare:2"},
      {R"({"k":)" + d + "}", "defender-bare:7"},
      {R"({"a":{"b":{"c":{"d":)" + d + "}}}}", "defender-bare:7"},
      {R"({"a":{"b":{"c":{"d":{"e":)" + d + "}}}}}", "?"},
      {R"({"a":{"b":{"c":[{"d":{"e":)" + d + "}}]}}}", "defender-bare:7"},
      {R"({"k":[[[)" + d + "]]]}", "defender-bare:7"},
      {R"({"k":)" + test::json_string(message(5)) + "}", "sysmon-splunk-text:5"},
      {R"({"k":)" + test::json_string(xml(5) + "\n" + xml(6)) + "}",
       "sysmon-splunk-xml:5 sysmon-splunk-xml:6"},
      {R"({"k":)" + test::json_string("<?xml version='1.0'?><Events>" + xml(5) + xml(6) + "</Events>") + "}",
       "sysmon-splunk-xml:5 sysmon-splunk-xml:6"},
      {R"({"k":)" + test::json_string("<14>1 2026 h nxlog - - " + d) + "}", "defender-bare:7"},
      {R"({"k":)" + test::json_string(d.substr(0, d.size() - 1)) + "}", "defender-bare:7"},
      {R"({"k":)" + test::json_string(d.substr(0, d.size() - 1) + ",\"x\":12") + "}", "defender-bare:7"},
      {R"({"k":)" + test::json_string(d.substr(0, d.size() - 1) + ",\"x\":{\"y\":\"z") + "}",
       "defender-bare:7"},
      {R"({"k":"[INFO] started by {x}, 3 of 4","l":"<none>"})", "?"},
      {R"({"k":"eyJub3QgYmFzZTY0 at all, it is","l":[123,34,400]})", "?"},
      {R"({"k":[1,)" + d + R"(,{"x":1},null]})", "defender-bare:7 ?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found_in(row.text) == row.found);
  }
}

TEST_CASE("look into: an event as XML that is cut or not well-formed is named") {
  const auto is_damaged = [](const std::string& text) {
    return is_named(R"({"k":)" + test::json_string(text) + "}\n", "damaged inside");
  };
  const std::string whole = xml(1);
  CHECK_FALSE(is_damaged(whole));
  CHECK_FALSE(is_damaged(whole + "\n" + xml(2)));
  CHECK(is_damaged(whole.substr(0, whole.size() - 20)));
  CHECK(is_damaged("<Event xmlns=x><Data Name='UtcTime'>1</Data></Event>"));
  CHECK_FALSE(is_damaged("<Event of the year>, said the <b>host"));
}

TEST_CASE("look into: objects that do not end hide no whole record") {
  for (const std::string open : {R"({"a":"b" )", R"({"a": )", R"({"a":1, )", R"({"a":[1, )", R"({"a":"b)",
                                 R"([{"a":1, )", R"({" )", "<Event ", "<Event>{\"a\":"}) {
    for (const int count : {1, 2, 1000}) {
      std::string many;
      for (int i = 0; i < count; ++i) many += open;
      for (const std::string& text :
           {"x " + many + defender(1), "x " + many + defender(1) + " y " + many, "x " + defender(1) + many,
            "x " + many + xml(1), "x " + many + xml(1) + many}) {
        CAPTURE(open, count, text.substr(0, 100));
        CHECK(found_in(R"({"k":)" + test::json_string(text) + "}").ends_with(":1"));
      }
    }
  }
  const std::string two = R"(x {"a":"b" )" + defender(1) + R"( {"a":"b" )" + defender(2);
  CHECK(found_in(R"({"k":)" + test::json_string(two) + "}") == "defender-bare:1 defender-bare:2");
}

TEST_CASE("look into: a whole record in an object that does not end is named") {
  CHECK(is_named(R"(x {"a":"b" )" + defender(1) + "\n", "damaged inside"));
}

TEST_CASE("look into: a value that is missing where a document ends is none") {
  const std::string sysmon =
      R"("EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-03-01 10:00:00.123",)"
      R"("ProcessGuid":"{1}","ProcessId":"4")";
  for (const std::string& members : {sysmon, R"("EventData":{)" + sysmon + "}"}) {
    for (const char* const end :
         {R"(,"DestinationIp":})", R"(,"b":{"DestinationIp":}})", R"(,"b":[}]})", ",}"}) {
      const std::string cut = "{" + members + end;
      CAPTURE(cut);
      CHECK(is_named(cut, "malformed"));
      CHECK(is_named(R"({"k":)" + cut + "}", "malformed"));
      CHECK(is_named(R"({"k":)" + test::json_string(cut) + "}", "damaged inside"));
    }
  }
}

TEST_CASE("look into: damage in a document in a string is named, and costs no record beside it") {
  for (const std::string damage : {R"({"x":})", R"({"x")", R"({"x" "y"})", R"({"x":1 2})", R"({"x":[1}])",
                                   "{,}", R"({"x":"y})", "{]}", R"({"x":b})", R"({"x":{"y":})"}) {
    for (const std::string& document :
         {R"({"x":)" + damage + R"(,"r":)" + defender(1) + "}",
          R"({"r":)" + defender(1) + R"(,"x":)" + damage + "}", "[" + damage + "," + defender(1) + "]",
          "[" + defender(1) + "," + damage + "]", R"({"r":[)" + damage + "," + defender(1) + "]}",
          R"({"r":[)" + defender(1) + "," + damage + "]}"}) {
      const std::string text = R"({"k":)" + test::json_string(document) + "}";
      CAPTURE(text);
      CHECK(found_in(text).ends_with(":1"));
      CHECK(is_named(text, "damaged inside"));
    }
  }
}

TEST_CASE("look into: an event stays what it is, an envelope only if nothing in it is one") {
  const std::string inner = R"("message":)" + test::json_string(defender(7));
  const std::string full =
      R"("source":{"ip":"10.0.0.1"},"destination":{"ip":"203.0.113.1"},"event":{"category":["network"]},)";
  const std::string empty = ecs(R"("event":{"kind":"event"},"message":"x")");
  struct Row {
    std::string text;
    std::string found;
  };
  const std::vector<Row> rows{
      {ecs(full + inner), "ecs:1"},
      {ecs(R"("event":{"category":["process"]},)" + inner), "defender-bare:7"},
      {ecs(R"("source":{"ip":"10.0.0.1"},"event":{"category":["host"]},)" + inner), "defender-bare:7"},
      {ecs(R"("event":{"module":"endpoint","category":["process"]},)" + inner), "elastic-defend-ecs"},
      {R"({"index":{"_index":"i","x":)" + defender(7) + "}}", "defender-bare:7"},
      {ecs(R"("event":{"category":["network"]},)" + inner), "defender-bare:7"},
      {ecs(R"("event":{"dataset":"m365_defender.event"},)" + inner), "defender-bare:7"},
      {ecs(R"("event":{"category":["network"]},"message":"x")"), "ecs"},
      {empty, "ecs"},
      // What is in an envelope must be an event; what is in a document of unknown shape only known.
      {ecs(R"("event":{"kind":"event"},"inner":)" + empty), "ecs"},
      {R"({"inner":)" + empty + "}", "ecs"},
      {ecs(R"("_source":)" + ecs(full + R"("x":1)")), "ecs:1"},
      // Neither does an event that is also a wrapper, nor an answer without records.
      {ecs(full + R"("_source":)" + defender(7)), "ecs:1 defender-bare:7"},
      {ecs(full + R"("records":[)" + defender(7) + "]"), "ecs:1 defender-bare:7"},
      {R"({"hits":{"hits":[],"x":)" + defender(7) + "}}", "defender-bare:7"},
      // A line that announces records hides none.
      {R"({"a":{"index":{"_index":"i"}},"b":)" + defender(7) + "}", "defender-bare:7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found_in(row.text) == row.found);
  }
}

TEST_CASE("look into: a vendor's row is known in other spellings of its keys, and without some of them") {
  const std::vector<std::string> rows{
      R"({"timestamp":"2026-03-01T10:00:00Z","deviceId":"d","actionType":"ConnectionSuccess","remoteIP":"203.0.113.7","initiatingProcessId":4})",
      R"({"Timestamp [UTC]":"3/1/2026, 10:00:00.000 AM","DeviceId":"d","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","InitiatingProcessId":4})",
      R"({"Event Time":"2026-03-01T10:00:00.000","Machine Id":"d","Computer Name":"H","Action Type":"ConnectionSuccess","Remote IP":"203.0.113.7","Initiating Process Id":4})",
      R"({"EventTime":"2026-03-01T10:00:00Z","ComputerName":"h","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","InitiatingProcessId":4})",
      R"({"TimeGenerated":"2026-03-01T10:00:00Z","action_type":"ConnectionSuccess","remote_ip":"203.0.113.7","initiating_process_id":"4"})",
      R"({"Timestamp":"2026-03-01T10:00:00Z","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","InitiatingProcessId_long":4,"InitiatingProcessId_string":""})",
      R"({"Timestamp":"2026-03-01T10:00:00Z","ActionType":"InboundConnectionAccepted","RemoteIP":"203.0.113.7","InitiatingProcessId":4})",
      R"({"event_time":1772359200000,"event_category":"ip","event_type":"IP Connect","src_process_pid":4,"dst_ip_address":"203.0.113.7","agent_uuid":"u"})",
  };
  for (const std::string& row : rows) {
    CAPTURE(row);
    const auto record = test::read_record(row);
    CHECK(record["destination.ip"] == "\"203.0.113.7\"");
    CHECK(record["event.category"].find("network") != std::string::npos);
    CHECK(record["process.pid"] == "4");
    CHECK(record["@timestamp"].starts_with("\"2026-03-01T10:00:00"));
  }
}

TEST_CASE("look into: a record with the marks of two sources is read by both, and counted once") {
  // Of shapes that share no key; a document in ECS is read by no other table.
  const std::vector<std::string> names{"defender-bare", "sentinelone-cloud-funnel", "sysmon-flat",
                                       "endgame-raw", "elastic-defend-ecs"};
  int last = 1;
  for (const std::string& first : names) {
    for (const std::string& second : names) {
      if (first == second) continue;
      auto all = test::connections(40);
      test::Connection a = all[1];
      test::Connection b = all[1];
      for (test::Connection* const c : {&a, &b}) {
        c->pid = 4;
        c->transport = "tcp";
        c->destination_port = 445;
        c->destination_ip = "203.0.114." + std::to_string(last++);
      }
      const std::string one = test::shape(first).render(a);
      const std::string text = one.substr(0, one.size() - 1) + "," + test::shape(second).render(b).substr(1);
      CAPTURE(first, second, text);
      const TemporaryFolder folder;
      const HuntResult result = run(request_for({folder.write("a.ndjson", text)}));
      CHECK(result.findings.size() == 2);
      CHECK(result.ledger.matched == 1);
      CHECK(result.ledger.records() == 1);
    }
  }
}

TEST_CASE("look into: an event in a text has the host of what is around it, unless it has its own") {
  for (const char* const outer :
       {R"("host":{"name":"outer"})", R"("HOST":"outer")", R"("Hostname":"outer")"}) {
    CAPTURE(outer);
    const auto record =
        test::read_record("{" + std::string(outer) + R"(,"k":)" + test::json_string(message(5)) + "}");
    CHECK(record["host.name"] == "\"outer\"");
  }
  std::string own = xml(5);
  own.insert(own.find("<EventID>"), "<Computer>inner</Computer>");
  const auto record = test::read_record(R"({"HOST":"outer","k":)" + test::json_string(own) + "}");
  CHECK(record["host.name"] == "\"inner\"");
}

TEST_CASE("look into: a record of Windows has a time, whatever its key, and lists it as derived") {
  const std::string event = R"({"EventID":4624,"Channel":"Security","Hostname":"h",)";
  for (const char* const time : {
           R"("EventReceivedTime":"2026-03-01 10:00:00")",
           R"("event_time":1772359200)",
           R"("TimeGenerated":"/Date(1772359200000)/","TimeCreated":null)",
           R"("meta":{"timeCreated":{"@SystemTime":"2026-03-01T10:00:00Z"}})",
           R"("TimeCreated":{"SystemTime":"2026-03-01T10:00:00Z"})",
           R"("UtcTime":"2026-03-01 10:00:00.000")",
           R"("System":[{"Name":"SystemTime","Value":"2026-03-01T10:00:00Z"}])",
           R"("Time":"10:00:00","date_time":"3/1/2026, 10:00:00 AM")",
           R"("ts":"1772359200.0","EventTime":"-")",
       }) {
    CAPTURE(time);
    const auto record = test::read_record(event + time + "}");
    CHECK(record.outcome == sources::Outcome::kEvent);
    CHECK(record["@timestamp"].starts_with("\"2026-03-01T10:00:00"));
    CHECK(record.derived == std::vector<std::string>{"@timestamp", "host.os.type"});
  }
  CHECK(test::read_record(event + R"("Time":"10:00:00","Date":"yesterday"})").outcome ==
        sources::Outcome::kNoTime);
  // Its own clocks come first.
  const auto own =
      test::read_record(event + R"("SystemTime":"2020-01-01T00:00:00Z","EventTime":"2026-03-01T10:00:00Z"})");
  CHECK(own["@timestamp"] == "\"2026-03-01T10:00:00.000Z\"");
}

TEST_CASE("look into: what is time depends on the values of each record, also of the same keys") {
  const std::string event = R"({"EventID":4624,"Channel":"Security","Hostname":"h",)";
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += event + (i % 2 == 0 ? R"("time":"2026-03-01T10:00:00Z","date":"none at all")"
                                : R"("time":"none","date":"2026-03-01T10:00:00Z")");
    text += "}\n";
  }
  const TemporaryFolder folder;
  const Ledger ledger = run(request_for({folder.write("a.ndjson", text)})).ledger;
  CHECK(ledger.not_matched == 20);
}

TEST_CASE("look into: the marks of Sysmon's events are known by their letters") {
  for (
      const char* const event :
      {R"("Utc_Time":"2026-03-01 10:00:00.123","Process_Guid":"{1}","event id":3,"process id":4)",
       R"("uTC-tIME":"2026-03-01 10:00:00.123","process-guid":"{1}","eventId":3,"PROCESS_ID":4)",
       R"("UtcUtcTime":"","data_utc time":"2026-03-01 10:00:00.123","data_processguid":"1","eid":3,"data_process_id":4)"}) {
    CAPTURE(event);
    const auto record = test::read_record("{" + std::string(event) + "}");
    CHECK(record.shape == "sysmon-evtx");
    CHECK(record["process.pid"] == "4");
    CHECK(record["@timestamp"] == "\"2026-03-01T10:00:00.123Z\"");
  }
}

TEST_CASE("look into: records in objects and arrays have the host and the time of the keys around them") {
  const std::string outer = R"("@timestamp":"2026-03-01T10:00:00Z","host":{"name":"outer"})";
  const std::string row = R"({"ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","DeviceId":"d"})";
  const std::string table =
      R"("columns":["ActionType","RemoteIP","DeviceId"],"rows":[["ConnectionSuccess","203.0.113.7","d"]])";
  for (const std::string& text :
       {"{" + outer + R"(,"x":)" + row + "}", R"({"x":)" + row + "," + outer + "}",
        "{" + outer + R"(,"x":[)" + row + "]}", "{" + outer + R"(,"records":[)" + row + "]}",
        "{" + outer + R"(,"a":{"b":[{"c":)" + row + "}]}}",
        "{" + outer + R"(,"a":[{"x":1,"b":[)" + row + "]}]}", "{" + outer + "," + table + "}",
        R"({"x":)" + test::json_string(row) + "," + outer + "}",
        R"({"@timestamp":"2026-03-01T10:00:00Z","x":[{"y":)" + row + R"(,"host":"outer"}]})"}) {
    CAPTURE(text);
    const auto record = test::read_record(text);
    CHECK(record["@timestamp"].starts_with("\"2026-03-01T10:00:00"));
    CHECK(record["host.name"] == "\"outer\"");
    CHECK(record.derived == std::vector<std::string>{"@timestamp", "host.name"});
  }
  // What a record has itself counts.
  const auto own =
      test::read_record("{" + outer + R"(,"x":[{"Timestamp":"2026-04-01T10:00:00Z","DeviceName":"inner",)" +
                        row.substr(1) + "]}");
  CHECK(own["@timestamp"] == "\"2026-04-01T10:00:00.000Z\"");
  CHECK(own["host.name"] == "\"inner\"");
  CHECK(own.derived.empty());
}

TEST_CASE("look into: records in an array inherit only from keys before it") {
  const std::string row =
      R"({"Timestamp":"2026-03-01T10:00:00Z","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7"})";
  const std::string table =
      R"("columns":["Timestamp","ActionType","RemoteIP"],"rows":[["2026-03-01T10:00:00Z","ConnectionSuccess","203.0.113.7"]])";
  for (const std::string& array :
       {R"("x":[)" + row + "]", R"("records":[)" + row + "]", R"("a":{"b":[)" + row + "]}", table}) {
    CAPTURE(array);
    CHECK(test::read_record("{" + array + R"(,"Computer":"late"})")["host.name"] == "-");
    CHECK(test::read_record(R"({"host":"early",)" + array + R"(,"Computer":"late"})")["host.name"] ==
          "\"early\"");
  }
}

TEST_CASE("look into: single columns in another spelling count beside usual ones") {
  const std::string sysmon =
      R"({"UtcTime":"2026-03-01 10:00:00.000","ProcessGuid":"{1}","ProcessId":"4","DestinationIp":"203.0.113.7"})";
  const std::vector<std::string> rows{
      R"({"Timestamp":"2026-03-01T10:00:00Z","ActionType":"ConnectionSuccess","RemoteIP_string":"203.0.113.7","DeviceName_string":"h","InitiatingProcessId_long":4,"InitiatingProcessId_string":""})",
      R"({"Timestamp_datetime":"2026-03-01T10:00:00Z","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","RemoteIP_dynamic":"198.51.100.1","DeviceName_guid":"h","InitiatingProcessId_real":4.0,"x_bool":true})",
      R"({"a":{"Timestamp":"2026-03-01T10:00:00Z","ActionType":"ConnectionSuccess","RemoteIP":"203.0.113.7","DeviceName":"h","InitiatingProcessId_int":4}})",
      R"({"TimeGenerated":"2026-03-01T10:00:00Z","Type":"WindowsEvent","EventID_int":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer_string":"h","EventData_dynamic":)" +
          sysmon + "}",
      R"({"TimeGenerated":"2026-03-01T10:00:00Z","Type":"WindowsEvent","EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer_string":"h","EventData":)" +
          test::json_string(sysmon) + "}",
      R"({"event.time":1772359200000,"event.category":"ip","event.type":"IP Connect","src_process_pid":4,"dst.ip.address":"203.0.113.7","agent.uuid":"u","endpoint_name":"h"})",
      R"({"event":{"time":1772359200000,"category":"ip","type":"IP Connect"},"src":{"process":{"pid":4}},"dst_ip_address":"203.0.113.7","agent_uuid":"u","endpoint_name":"h"})",
      R"({"event_time":1772359200000,"event_category":"ip","event_type":"IP Connect","src":{"process":{"pid":4}},"dst_ip_address":"203.0.113.7","endpoint":{"name":"h"}})",
  };
  for (const std::string& row : rows) {
    CAPTURE(row);
    const auto record = test::read_record(row);
    CHECK(record["destination.ip"] == "\"203.0.113.7\"");
    CHECK(record["process.pid"] == "4");
    CHECK(record["host.name"] == "\"h\"");
    CHECK(record["@timestamp"].starts_with("\"2026-03-01T10:00:00"));
  }
}

TEST_CASE("look into: a key that only looks like a column in another spelling hides no record") {
  const std::string defender_row = defender(7);
  for (const char* const key : {"EventID_int", "RemoteIP_string", "src_process_pid", "Timestamp_datetime"}) {
    const std::string row =
        defender_row.substr(0, defender_row.size() - 1) + ",\"" + key + R"(":"1999-01-01T00:00:00Z"})";
    CAPTURE(row);
    CHECK(found_in(row) == "defender-bare:7");
    CHECK(found_in(R"({"a":)" + row + "}") == "defender-bare:7");
    CHECK(found_in(R"({"a":[)" + row + "]}") == "defender-bare:7");
    CHECK(test::read_record(row)["@timestamp"] == "\"2026-03-01T10:00:00.000Z\"");
  }
  // A document in ECS is read with its own keys.
  CHECK(test::read_record(
            ecs(R"("source":{"ip":"10.0.0.1"},"destination":{"ip":"203.0.113.1"},"event_type":"x",)"
                R"("event":{"category":["network"]})"))["event.category"] == "\"network\"");
}

TEST_CASE("look into: the ledger counts each record once, and an answer without records as control") {
  const auto ledger_of = [](const std::string& text) {
    const TemporaryFolder folder;
    return run(request_for({folder.write("a.ndjson", text)})).ledger;
  };
  CHECK(ledger_of(R"({"hits":{"hits":[]}})").control == 1);
  CHECK(ledger_of(R"({"hits":{"hits":[{"x":1},{"y":2}]}})").unknown_shape == 2);
  CHECK(ledger_of(R"({"any":[{"x":1},{"y":2}]})").unknown_shape == 1);
  const Ledger mixed = ledger_of(R"({"any":[{"x":1},)" + defender(1) + ",5," + defender(2) + "]}");
  CHECK(mixed.unknown_shape == 1);
  CHECK(mixed.not_matched == 2);
  CHECK(mixed.records() == 4);
  CHECK(mixed.parsed == 1);
}

}  // namespace firstseen
