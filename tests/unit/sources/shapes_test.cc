// Forty events in every export shape: the fields that the built-in rule asks for, and the time.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "sources/tables/tables.h"
#include "support/event_of.h"
#include "support/render.h"

namespace firstseen {
namespace {

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

}  // namespace

TEST_CASE("shapes: the same forty events give the same fields in every shape") {
  const auto events = test::connections(40);
  for (const test::Shape& shape : test::shapes()) {
    for (const test::Connection& c : events) {
      const std::string text = shape.render(c);
      CAPTURE(shape.name, text);
      const auto record = test::read_record(text);
      REQUIRE(record.outcome == sources::Outcome::kEvent);
      CHECK(record.shape == shape.name);
      CHECK(record.source == shape.source);
      CHECK(record["event.category"] == quoted("network"));
      CHECK(record["host.os.type"] == quoted("windows"));
      CHECK(record["process.pid"] == std::to_string(c.pid));
      CHECK(record["network.transport"] == quoted(c.transport));
      CHECK(record["destination.port"] == std::to_string(c.destination_port));
      CHECK(record["source.ip"] == quoted(c.source_ip));
      CHECK(record["destination.ip"] == quoted(c.destination_ip));
      CHECK(record["source.port"] == std::to_string(c.source_port));
      CHECK(record["host.name"] == (shape.says_host ? quoted(c.host) : "-"));
      const Timestamp time{c.seconds, c.millis * 1'000'000, 3};
      CHECK(record["@timestamp"].substr(1, 23) == time.to_string().substr(0, 23));
    }
  }
}

TEST_CASE("shapes: every source table that holds network events has a rendering in the tests") {
  std::set<std::string> rendered{"sysmon-linux", "sysmon-sentinel-xml",
                                 "sysmon-winlogbeat-raw"};  // have tests of their own
  for (const test::Shape& shape : test::shapes()) rendered.insert(shape.name);
  for (const sources::SourceTable& table : sources::tables::builtin_tables()) {
    if (table.control || table.source == "windows") continue;
    CAPTURE(table.shape);
    CHECK(rendered.contains(table.shape));
  }
}

TEST_CASE("shapes: Sentinel's older table has the event data as XML") {
  const auto record = test::read_record(
      R"({"Source":"Microsoft-Windows-Sysmon","EventID":3,"Computer":"h","TimeGenerated":"2026-01-01T00:00:00Z",)"
      R"("EventData":"<DataItem type=\"System.XmlData\"><EventData xmlns=\"x\"><Data Name=\"UtcTime\">2026-03-01 10:00:00.123</Data>)"
      R"(<Data Name=\"DestinationIp\">203.0.114.9</Data></EventData></DataItem>"})");
  CHECK(record.shape == "sysmon-sentinel-xml");
  CHECK(record["destination.ip"] == quoted("203.0.114.9"));
  CHECK(record["@timestamp"] == quoted("2026-03-01T10:00:00.123Z"));
}

}  // namespace firstseen
