// Several documents in the place where a table has one are several records.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "support/event_of.h"
#include "support/hunting.h"
#include "support/json_string.h"

namespace firstseen {
namespace {

using test::json_string;

std::string data(int n) {
  return R"({"UtcTime":"2026-03-02 09:15:00.123","ProcessGuid":"{1}","ProcessId":"4","Protocol":"tcp",)"
         R"("SourceIp":"10.1.2.3","DestinationIp":"203.0.114.)" +
         std::to_string(n) + R"(","DestinationPort":"445"})";
}

std::string event_of(const std::string& event_data) {
  return R"({"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":3,)"
         R"("Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"w"},"EventData":)" +
         event_data + "}";
}

std::string xml(int n) {
  return "<Event><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>3</EventID>"
         "<Channel>Microsoft-Windows-Sysmon/Operational</Channel></System><EventData>"
         "<Data Name='UtcTime'>2026-03-02 09:15:00.123</Data><Data Name='SourceIp'>10.1.2.3</Data>"
         "<Data Name='DestinationIp'>203.0.114." +
         std::to_string(n) + "</Data></EventData></Event>";
}

std::string message(int n) {
  return "Network connection detected:\r\nRuleName: -\r\nUtcTime: 2026-03-02 09:15:00.123\r\n"
         "ProcessGuid: {1}\r\nSourceIp: 10.1.2.3\r\nDestinationIp: 203.0.114." +
         std::to_string(n) + "\r\nDestinationPort: 445\r\n";
}

std::string row(int n) {
  return R"({"Timestamp":"2026-03-02T09:15:00Z","ActionType":"ConnectionSuccess","RemoteIP":"203.0.114.)" +
         std::to_string(n) + R"("})";
}

std::string nxlog(const std::string& text) {
  return R"({"EventID":3,"SourceName":"Microsoft-Windows-Sysmon","EventTime":"2026-03-02 09:15:01","Message":)" +
         text + "}";
}

// The last numbers of the destinations of a document's records; a record with several has none.
std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  for (const test::ReadRecord& record : test::read_records(text)) {
    const std::string address = record["destination.ip"];
    const bool is_one = address.starts_with('"') && address.find(',') == std::string::npos;
    numbers.push_back(is_one ? std::stoi(address.substr(address.rfind('.') + 1)) : -1);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::string list(const std::string& a, const std::string& b) {
  return "[" + a + "," + b + "]";
}

}  // namespace

TEST_CASE("several: objects in an array where a table has one are a record each") {
  const std::string envelope =
      R"({"category":"AdvancedHunting-DeviceNetworkEvents","time":"2026-03-02T09:15:00Z","properties":)";
  for (const std::string& text :
       {R"({"Event":)" + list(event_of(data(1)), event_of(data(2))) + "}",
        R"({"Events":{"Event":)" + list(event_of(data(1)), event_of(data(2))) + "}}",
        R"({"Event":)" + event_of(list(data(1), data(2))) + "}", envelope + list(row(1), row(2)) + "}",
        R"({"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","event_id":3,"event_data":)" +
            list(data(1), data(2)) + "}}"}) {
    CAPTURE(text);
    CHECK(numbers_in(text) == std::vector<int>{1, 2});
  }
  const std::string both = R"({"Event":)" + list(event_of(list(data(1), data(2))), event_of(data(3))) + "}";
  CHECK(numbers_in(both) == std::vector<int>{1, 2, 3});
}

TEST_CASE("several: texts in an array, or in one string, where a table has one are a record each") {
  for (const auto& [a, b] : {std::pair{xml(1), xml(2)}, std::pair{message(1), message(2)},
                             std::pair{message(1), xml(2)}, std::pair{xml(1), row(2)}}) {
    for (const std::string& value : {list(json_string(a), json_string(b)), json_string(a + "\n" + b)}) {
      for (const std::string& text :
           {R"({"_time":"2026-03-02T09:15:01Z","_raw":)" + value + "}", nxlog(value)}) {
        CAPTURE(text);
        CHECK(numbers_in(text) == std::vector<int>{1, 2});
      }
    }
  }
}

TEST_CASE("several: what has no value in common is one document, and so is one in ECS") {
  const std::string parts =
      R"([{"UtcTime":"2026-03-02 09:15:00.123"},{"SourceIp":"10.1.2.3"},{"DestinationIp":"203.0.114.1"}])";
  CHECK(numbers_in(R"({"Event":)" + event_of(parts) + "}") == std::vector<int>{1});
  const std::string ecs =
      R"({"@timestamp":"2026-03-02T09:15:00Z","event":{"category":"network"},"destination":)"
      R"([{"ip":"203.0.114.1"},{"ip":"203.0.114.2"}],"source":{"ip":"10.1.2.3"}})";
  CHECK(test::read_records(ecs).size() == 1);
}

TEST_CASE("several: what is made of one document is bounded, and what is not read is named") {
  std::string text = R"({"x":")" + std::string(300'000, 'x') + R"(","Event":[)";
  for (int n = 0; n < 1'000; ++n) text += (n == 0 ? "" : ",") + event_of(data(1));
  text += "]}\n";
  HuntRequest request = test::request_for({});
  request.memory_inputs = {{"a", text}};
  const HuntResult result = test::run(request);
  CHECK(result.ledger.matched + result.ledger.not_matched > 10);
  CHECK(result.ledger.rejected[static_cast<std::size_t>(Reject::kTooManyRecords)] == 1);
}

}  // namespace firstseen
