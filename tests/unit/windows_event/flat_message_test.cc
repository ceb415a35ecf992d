// Rendered messages of Sysmon without line ends.
#include "windows_event/flat_message.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "support/event_of.h"
#include "support/json_string.h"

namespace firstseen {
namespace {

using windows_event::in_lines;

// A message with something between its fields.
std::string message(const std::string& between, const std::string& title = "Network connection detected:") {
  std::string text = title;
  for (const char* const field : {"RuleName: a: b", "UtcTime: 2026-03-02 09:15:00.123", "ProcessGuid: {1}",
                                  "ProcessId: 4", "Image: C:\\a b.exe", "Protocol: tcp", "Initiated: true",
                                  "SourceIp: 10.1.2.3", "DestinationIp: 203.0.114.1", "DestinationPort: 445"})
    text += between + field;
  return text;
}

}  // namespace

TEST_CASE("flat message: each field is on a line, whatever is between them") {
  const std::string expected = message("\n");
  for (const char* const between : {" ", "  ", "\t", "#015#012", "#012", "\\r\\n", "\\n", " \xc2\xa6 ", " | ",
                                    ", ", "; ", "_x000D__x000A_"}) {
    CAPTURE(between);
    CHECK(in_lines(message(between)) == expected);
  }
}

TEST_CASE("flat message: what is on lines stays on them, whatever they hold") {
  CHECK(in_lines(message("\r\n")) == std::nullopt);
  CHECK(
      in_lines("RuleName: -\nUtcTime: 1\nProcessGuid: {1}\nCommandLine: a Image: b DestinationIp: 1.1.1.1") ==
      std::nullopt);
  CHECK(in_lines("UtcTime: 1 UtcTime: 2\nProcessGuid: {1}") == std::nullopt);
  CHECK(in_lines("") == std::nullopt);
}

TEST_CASE("flat message: a connection behind any header is read from any key") {
  for (const std::string& header :
       {std::string("Network connection detected:"),
        std::string("<13>Mar  2 09:15:01 ws Microsoft-Windows-Sysmon[2808]: Network connection detected:"),
        std::string(
            "<13>Mar 02 09:15:01 ws AgentDevice=WindowsLog\tEventID=3\tMessage=Network connection detected:"),
        std::string("TimeCreated  : 3/2/2026 9:15:01 AM\r\nId           : 3\r\nMessage      : Network "
                    "connection detected:"),
        std::string("<14>Mar  2 09:15:01 ws Microsoft-Windows-Sysmon 2808 Network connection detected:")}) {
    for (const char* const between : {"\r\n", " ", "#015#012"}) {
      for (const char* const begin :
           {R"({"id":"1","full_log":)", R"({"_time":"2026-03-02T09:15:01Z","_raw":)",
            R"({"@timestamp":"2026-03-02T09:15:01Z","message":)"}) {
        const std::string text = begin + test::json_string(message(between, header)) + "}";
        CAPTURE(text);
        const auto record = test::read_record(text);
        CHECK(record["event.category"] == R"("network")");
        CHECK(record["destination.ip"] == R"("203.0.114.1")");
        CHECK(record["destination.port"] == "445");
        CHECK(record["process.pid"] == "4");
      }
    }
  }
}

}  // namespace firstseen
