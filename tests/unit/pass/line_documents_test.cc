// Documents begin where they begin: several on a line, what some writers put between them, and what is in their way.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "support/hunting.h"
#include "support/json_string.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

// A connection that the built-in rule finds, to 203.0.114.N.
std::string record(int n) {
  return R"({"@timestamp":"2026-03-02T09:15:00.123Z","agent":{"type":"endpoint"},"event":{"category":["network"],)"
         R"("kind":"event","module":"endpoint"},"host":{"name":"ws-1","os":{"type":"windows"}},)"
         R"("network":{"transport":"tcp"},"process":{"pid":4},"source":{"ip":"10.1.2.3"},)"
         R"("destination":{"ip":"203.0.114.)" +
         std::to_string(n) + R"(","port":445}})";
}

// Its members as a list of pairs.
std::string pairs_of(const std::string& destination) {
  return R"([["Timestamp","2026-03-02T09:15:00.123Z"],["ActionType","ConnectionSuccess"],["DeviceName","ws-1"],)"
         R"(["RemoteIP",")" +
         destination +
         R"("],["RemotePort",445],["LocalIP","10.1.2.3"],["Protocol","Tcp"],["InitiatingProcessId",4],)"
         R"(["InitiatingProcessFileName","System"]])";
}

HuntResult hunt(const std::string& content, std::uint64_t block_bytes, bool prefilter) {
  const test::TemporaryFolder folder;
  HuntRequest request = test::request_for({folder.write("a.ndjson", content)});
  request.block_bytes = block_bytes;
  request.prefilter = prefilter;
  return test::run(request);  // the ledger adds up
}

// The last numbers of the addresses that were found.
std::set<std::string> found(const HuntResult& result) {
  std::set<std::string> numbers;
  for (const Finding& finding : result.findings) {
    const std::string& address = finding.terms.front().second;  // in quotes
    const std::size_t dot = address.rfind('.');
    numbers.insert(address.substr(dot + 1, address.size() - dot - 2));
  }
  return numbers;
}

struct Row {
  std::string content;
  std::set<std::string> found;
  std::uint64_t parsed;
  std::uint64_t malformed = 0;
  std::uint64_t repaired = 0;
  std::uint64_t no_object = 0;
};

// The first line is one document, so that each line is taken for one.
const std::string kFirst = record(1) + "\n";

void check(const Row& row) {
  for (const std::uint64_t block_bytes : {1UL, 700UL, 1UL << 20}) {
    for (const bool prefilter : {true, false}) {
      CAPTURE(row.content, block_bytes, prefilter);
      const HuntResult result = hunt(row.content, block_bytes, prefilter);
      CHECK(found(result) == row.found);
      CHECK(result.ledger.parsed == row.parsed);
      CHECK(result.ledger.malformed == row.malformed);
      CHECK(result.ledger.repaired == row.repaired);
      CHECK(result.ledger.rejected[static_cast<std::size_t>(Reject::kNoObject)] == row.no_object);
    }
  }
}

}  // namespace

TEST_CASE("line documents: several documents on a line are several documents") {
  for (const std::string between : {"", " ", "\t", ",", " , ", "\r", "\x1e", "\f", "\xef\xbb\xbf"}) {
    check({kFirst + record(2) + between + record(3) + between + record(4) + "\n" + record(5) + "\n",
           {"1", "2", "3", "4", "5"},
           5});
  }
  check({kFirst + record(2) + std::string(3, '\0') + record(3) + "\n", {"1", "2", "3"}, 3});
  check({kFirst + "[" + record(2) + "," + record(3) + "]" + record(4) + "\n", {"1", "2", "3", "4"}, 4});
  check({kFirst + record(2) + "[" + record(3) + "]\n", {"1", "2", "3"}, 3});
}

TEST_CASE("line documents: what stands before and after a document on its line") {
  check({kFirst + "\x1e" + record(2) + "\n" + record(3) + ",\n" + "," + record(4) + "\n",
         {"1", "2", "3", "4"},
         4});
  check({kFirst + "\xef\xbb\xbf" + record(2) + "\r\n" + record(3) + "\x1e\n", {"1", "2", "3"}, 3});
  check({kFirst + std::string(5, '\0') + record(2) + "\n", {"1", "2"}, 2});
}

TEST_CASE("line documents: of several documents on a line a broken one costs no other") {
  check({kFirst + record(2) + "{\"a\":" + "\n" + record(3) + "\n", {"1", "2", "3"}, 3, 1});
  check({kFirst + record(2) + "garbage\n" + record(3) + "\n", {"1", "2", "3"}, 3, 1});
  check({kFirst + record(2) + "}\n", {"1", "2"}, 2, 1});
  check({kFirst + "{\"a\":1\n" + "nothing\n", {"1"}, 1, 2});
}

TEST_CASE("line documents: a damaged one hides none that follows on its line, nor in its array") {
  const std::string whole = record(2);
  const std::size_t pid = whole.find(":4}");
  for (const std::string& damaged :
       {whole.substr(0, 60), whole.substr(0, whole.find("10.1")), whole.substr(0, pid + 1),
        whole.substr(0, pid) + ":}" + whole.substr(pid + 3), std::string(whole).erase(whole.find("\":"), 1),
        std::string(whole).erase(whole.find("\",\""), 1), std::string(whole).erase(pid + 2, 1),
        std::string(whole).insert(pid + 2, "}"), whole.substr(0, whole.size() - 1)}) {
    for (const std::string between : {"", " ", ",", "\x1e", ", "}) {
      const std::string line = damaged + between + record(3) + between + record(4);
      for (const std::string& text :
           {line, "[" + record(6) + "," + line + "]", "{\"value\":[" + line + "]}"}) {
        for (const bool prefilter : {true, false}) {
          const HuntResult result = hunt(kFirst + text + "\n" + record(5) + "\n", 1 << 20, prefilter);
          std::set<std::string> numbers = found(result);
          numbers.insert("6");
          numbers.erase("2");
          CAPTURE(text, prefilter, result.ledger.malformed);
          CHECK(numbers == std::set<std::string>{"1", "3", "4", "5", "6"});
          CHECK(result.ledger.malformed > 0);
        }
      }
    }
  }
}

TEST_CASE("line documents: Sysmon's rendered text is read in a line of a log") {
  const std::string message =
      "Network connection detected: UtcTime: 2026-03-02 09:15:00.123 ProcessGuid: {1} ProcessId: 4 Protocol: "
      "tcp "
      "SourceIp: 10.1.2.3 DestinationIp: 203.0.114.7 DestinationPort: 445 DestinationPortName: -";
  check({"<13>Mar  2 09:15:00 ws-1 Sysmon: " + message + "\n", {"7"}, 1});
  check(
      {kFirst + "<13>Mar  2 09:15:00 ws-1 Sysmon: " + message + "\n" + "UtcTime: never\n", {"1", "7"}, 2, 1});
}

TEST_CASE("line documents: lines of a log are read from where a record begins in them") {
  const std::string event =
      R"(<Event><System><Provider Name="Microsoft-Windows-Sysmon"/><EventID>3</EventID></System><EventData>)"
      R"(<Data Name="UtcTime">2026-03-02 09:15:00.123</Data><Data Name="ProcessId">4</Data>)"
      R"(<Data Name="Protocol">tcp</Data><Data Name="SourceIp">10.1.2.3</Data>)"
      R"(<Data Name="DestinationIp">203.0.114.7</Data><Data Name="DestinationPort">445</Data></EventData></Event>)";
  for (const std::string before :
       {"<13>Mar  2 09:15:00 ws-1 agent[7]: ", R"(<13>1 - - [x@1 a="b"] )", "# ", "log,1,"})
    check({before + record(1) + "\n" + before + event + "\n", {"1", "7"}, 2});
  check(
      {test::json_string(record(1)) + "\n" + test::json_string(event) + "\n" + event + "\n", {"1", "7"}, 3});
  // The rest of a damaged record is none, and neither is what no table knows.
  check({record(1) + "\n" + record(2).substr(3) + "\n" + "x {\"a\":1}\n" + "\"a\"\n", {"1"}, 1, 3});
}

TEST_CASE("line documents: objects that do not end hide no whole record in a line of a log") {
  for (const std::string open : {R"({"a":"b" )", R"({"a": )", R"({"a":"b)", R"([{"a":1, )", "<Event "}) {
    for (const int count : {1, 1000}) {
      std::string many;
      for (int i = 0; i < count; ++i) many += open;
      check({kFirst + "x " + many + record(2) + "\n", {"1", "2"}, 2});
      check({kFirst + "x " + many + record(2) + many + record(3) + many + "\n", {"1", "2", "3"}, 2});
    }
  }
}

TEST_CASE("line documents: zeros in the place of lost blocks are a gap, and what follows them is read") {
  const HuntResult result = hunt(kFirst + std::string(1024, '\0') + record(2) + "\n", 1 << 20, true);
  CHECK(found(result) == std::set<std::string>{"1", "2"});
  CHECK(result.gap_count == 1);
  CHECK(result.outcome() == Outcome::kIncomplete);
}

TEST_CASE("line documents: lines in which an archive or compressed data begin are a gap") {
  for (const std::string_view begin : {"PK\3\4", "PK\1\2", "PK\5\6", "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x08",
                                       "\x28\xb5\x2f\xfd", "\xfd\x37zXZ"}) {
    CAPTURE(begin);
    const HuntResult result = hunt(kFirst + std::string(begin) + "rest\n" + record(2) + "\n", 1 << 20, true);
    CHECK(found(result) == std::set<std::string>{"1", "2"});
    CHECK(result.gap_count == 1);
  }
}

TEST_CASE("line documents: control characters in strings are read as they are, and counted") {
  std::string tab = record(2);
  tab.insert(tab.find("ws-1") + 2, "\t\x01");
  check({kFirst + tab + "\n", {"1", "2"}, 2, 0, 1});
  check({kFirst + tab + tab + "\n", {"1", "2"}, 3, 0, 1});
}

TEST_CASE("line documents: a line end in a string ends no document") {
  std::string two = record(2);
  two.insert(two.find("ws-1") + 2, "\n two {\n\nlines");
  check({kFirst + two + "\n" + record(3) + "\n", {"1", "2", "3"}, 3, 0, 1});
  check({two + "\n" + two + "\n" + record(3) + "\n", {"2", "3"}, 3, 0, 2});
  CHECK(hunt(kFirst + two + "\n" + record(3) + "\n", 100, true).complete());
  // A line that was cut there costs no other.
  const std::string cut = record(2).substr(0, record(2).find("ws-1") + 2);
  check({kFirst + cut + "\n" + record(3) + "\n", {"1", "3"}, 2, 1});
}

TEST_CASE("line documents: in lines that go on with documents they have the line on which they begin") {
  std::string content;
  for (int n = 1; n < 60; ++n)
    content += (n % 20 == 0 ? "{\"cut\n" : "") + record(n) + (n % 7 == 0 ? "\n\n" : "\n");
  for (const std::uint64_t block_bytes : {1UL, 7UL, 700UL, 1UL << 20}) {
    const HuntResult result = hunt(content, block_bytes, true);
    CHECK(result.findings.size() == 59);
    for (const Finding& finding : result.findings) {
      CAPTURE(block_bytes, finding.offset);
      const auto begin = static_cast<std::ptrdiff_t>(finding.offset);
      CHECK(finding.line ==
            1 + static_cast<std::uint64_t>(std::count(content.begin(), content.begin() + begin, '\n')));
    }
  }
}

TEST_CASE("line documents: numbers that are none are null") {
  for (const char* const number : {"NaN", "Infinity", "-Infinity"}) {
    check({kFirst + record(2).insert(1, "\"x\":" + std::string(number) + ",") + "\n", {"1", "2"}, 2});
  }
  check({kFirst + record(2).insert(1, "\"x\":Nan,") + "\n", {"1", "2"}, 2});  // nobody asks for it
  check({kFirst + record(2).insert(1, "\"@timestamp\":Nan,") + "\n", {"1"}, 1, 1});
}

TEST_CASE("line documents: what is no object among records is counted, and the records are read") {
  const std::string others = "null,1,\"x\",[4],true";
  check({kFirst + "{\"records\":[" + record(2) + "," + others + "," + record(3) + "]}\n",
         {"1", "2", "3"},
         2,
         0,
         0,
         5});
  check({kFirst + "[" + others + "," + record(2) + "]\n", {"1", "2"}, 2, 0, 0, 5});
  check({kFirst + "[1,2]\n", {"1"}, 1, 1});
}

TEST_CASE("line documents: an array or a string among records is looked into") {
  check({kFirst + "{\"records\":[" + record(2) + ",[" + record(3) + "]," + test::json_string(record(4)) +
             ",null]}\n",
         {"1", "2", "3", "4"},
         2,
         0,
         0,
         1});
  check({kFirst + "{\"records\":[" + record(2) + "," + pairs_of("203.0.114.3") + "]}\n", {"1", "2", "3"}, 2});
}

}  // namespace firstseen
