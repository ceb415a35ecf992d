// What is beside a record in its document is read, too.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "support/event_of.h"
#include "support/hunting.h"
#include "support/json_string.h"

namespace firstseen {
namespace {

// Members of a row without addresses, with which a table knows it.
constexpr const char* kBare =
    R"("Timestamp":"2026-03-02T09:15:00Z","ActionType":"ConnectionSuccess","DeviceName":"w")";
constexpr const char* kTable =
    R"("columns":["Timestamp","ActionType","DeviceName"],"rows":[["2026-03-02T09:15:00Z","x","w"]])";

std::string message(int n) {
  return "Network connection detected:\r\nRuleName: -\r\nUtcTime: 2026-03-02 09:15:00.123\r\nProcessGuid: {" +
         std::to_string(n) + "}\r\nProcessId: " + std::to_string(n) +
         "\r\nImage: System\r\nSourceIp: 10.1.2.3\r\nDestinationIp: 203.0.114." + std::to_string(n) +
         "\r\nDestinationPort: 445\r\n";
}

std::string row(int n) {
  return R"({"Timestamp":"2026-03-02T09:15:00Z","ActionType":"ConnectionSuccess","DeviceName":"w","RemoteIP":"203.0.114.)" +
         std::to_string(n) + R"("})";
}

// The last numbers of the destinations of a document's records.
std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  for (const test::ReadRecord& record : test::read_records(text)) {
    const auto address = record.fields.find("destination.ip");
    if (address == record.fields.end()) continue;
    const std::size_t dot = address->second.rfind('.');
    numbers.push_back(std::stoi(address->second.substr(dot + 1)));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

TEST_CASE("beside a table: records in an array, an object, a string and another table") {
  const std::string quoted = test::json_string(row(1));
  const std::string other_table =
      R"("names":["Timestamp","ActionType","RemoteIP"],"lists":[["2026-03-02T09:15:00Z","x","203.0.114.1"]])";
  for (const std::string& beside :
       {R"("records":[)" + row(1) + "]", R"("x":[)" + row(1) + "]", R"("x":{"y":)" + row(1) + "}",
        "\"message\":" + quoted, other_table, "\"x\":{" + other_table + "}"}) {
    for (const std::string& text :
         {std::string("{") + kTable + "," + beside + "}", "{" + beside + "," + kTable + "}",
          std::string(R"({"z":{)") + kTable + "}," + beside + "}"}) {
      CAPTURE(text);
      CHECK(numbers_in(text) == std::vector<int>{1});
      CHECK(test::read_records(text).size() == 2);
    }
  }
}

TEST_CASE("beside a table: each list of names goes with the rows that follow it") {
  const auto table = [](const std::string& n) {
    return R"("c)" + n + R"(":["Timestamp","ActionType",)" + (n == "1" ? "\"RemoteIP\"" : "\"DeviceName\"") +
           R"(],"r)" + n + R"(":[["2026-03-02T09:15:00Z","x","203.0.114.1"]])";
  };
  CHECK(numbers_in("{" + table("1") + "," + table("2") + "}") == std::vector<int>{1});
  CHECK(numbers_in("{" + table("2") + "," + table("1") + "}") == std::vector<int>{1});
}

TEST_CASE("beside the keys of a network event without addresses") {
  for (const std::string& inner : {row(1), "[" + row(1) + "]", test::json_string(row(1))}) {
    for (const std::string& text :
         {"{\"x\":" + inner + "," + kBare + "}", "{" + std::string(kBare) + ",\"x\":" + inner + "}"}) {
      CAPTURE(text);
      CHECK(numbers_in(text) == std::vector<int>{1});
      CHECK(test::read_records(text).size() == 2);
    }
  }
  CHECK(test::read_records("{" + std::string(kBare) + ",\"x\":1}").size() == 1);
}

TEST_CASE("beside the keys of a network event without addresses, after one like it that has some") {
  const auto line = [](const std::string& address, const std::string& text) {
    return "{" + std::string(kBare) + R"(,"RemoteIP":")" + address + R"(","x":)" + test::json_string(text) +
           "}\n";
  };
  HuntRequest request = test::request_for({});
  const std::string plain = line("10.0.0.1", "y");
  const std::string lines = plain + plain + plain + line("-", row(1)) + line("-", "y");
  request.memory_inputs = {{"a", lines}};
  const HuntResult result = test::run(request);
  CHECK(result.ledger.matched + result.ledger.not_matched == 6);
}

TEST_CASE("beside a record: rendered text in a string, a list or another object") {
  const std::string text = test::json_string(message(1));
  for (const std::string& document :
       {"{\"a\":" + row(2) + ",\"b\":" + text + "}", "{\"a\":[" + row(2) + "," + text + "]}",
        "{\"a\":[" + row(2) + ",{\"b\":" + text + "}]}",
        "{\"w\":{\"b\":" + text + ",\"a\":" + row(2) + "}}"}) {
    CAPTURE(document);
    CHECK(numbers_in(document) == std::vector<int>{1, 2});
  }
}

TEST_CASE("beside a record: the parts of an event of Windows in the same object") {
  const std::string data =
      R"("EventData":"<EventData><Data Name='UtcTime'>2026-03-02 09:15:00.123</Data>)"
      R"(<Data Name='ProcessGuid'>{1}</Data><Data Name='DestinationIp'>203.0.114.1</Data></EventData>")";
  const std::string parts = R"("Source":"Microsoft-Windows-Sysmon","EventID":3,"Computer":"h",)" + data;
  const std::string record = row(2).substr(1);
  CHECK(numbers_in("{" + parts + "," + record) == std::vector<int>{1, 2});
  CHECK(numbers_in(row(2).substr(0, row(2).size() - 1) + "," + parts + "}") == std::vector<int>{1, 2});
}

TEST_CASE("beside a rendered text: another one in the same string is another event") {
  for (const std::string& text : {message(1) + "\r\n" + message(2), message(1) + message(2),
                                  "EventCode=3\n" + message(1) + "EventCode=3\n" + message(2)}) {
    for (const std::string key : {"message", "_raw", "x"}) {
      CAPTURE(text, key);
      CHECK(numbers_in("{\"@timestamp\":\"2026-03-02T09:15:00Z\",\"" + key + "\":" + test::json_string(text) +
                       "}") == std::vector<int>{1, 2});
    }
  }
}

}  // namespace firstseen
