// The table of findings at several widths.
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "output/finding_formats.h"
#include "support/hunting.h"
#include "text/display_width.h"

namespace firstseen {
namespace {

Finding finding(const std::string& rule, const std::string& field, const std::string& value,
                std::vector<std::string> hosts, std::uint64_t host_count = 1) {
  Finding out;
  out.rule_id = out.rule_name = rule;
  out.severity = "medium";
  out.terms = {{field, "\"" + value + "\""}};
  out.events = 1;
  out.host_count = host_count;
  out.hosts = std::move(hosts);
  out.event = std::make_shared<const std::string>("{}");
  out.source = "elastic-defend";
  out.file = "some/folder/with/a/long/name/exports.ndjson";
  out.line = 12;
  return out;
}

std::vector<std::string> lines(const std::vector<Finding>& findings, std::size_t width) {
  std::istringstream text(test::written(findings, "table", {false, width}));
  std::vector<std::string> out;
  for (std::string line; std::getline(text, line);) out.push_back(line);
  return out;
}

const std::string kLongHost = "ws-0001.a-very-long-domain.corp.example.com";

}  // namespace

TEST_CASE("table: fits the width, and keeps the number of further hosts") {
  const std::vector<std::vector<Finding>> tables{
      {finding("Rare SMB Connection to the Internet", "destination.ip", "203.0.113.9", {"ws-0001"}, 12)},
      {finding("Rare SMB Connection to the Internet", "destination.ip",
               "2001:db8:1234:5678:9abc:def0:1234:5678", {kLongHost}, 12),
       finding("Another Rule with a Name", "process.executable",
               "C:\\\\Users\\\\someone\\\\AppData\\\\Local\\\\Temp\\\\program.exe",
               {"日本語ホスト名前とても長い名前"}, 12)},
  };
  for (const auto& findings : tables) {
    for (const std::size_t width : {60U, 80U, 100U, 160U, 300U}) {
      const auto table = lines(findings, width);
      REQUIRE(table.size() == findings.size() + 1);
      for (const std::string& line : table) {
        CAPTURE(width, line);
        CHECK(text::display_width(line) <= width);
      }
      for (std::size_t i = 1; i < table.size(); ++i) CHECK(table[i].find(" +11 ") != std::string::npos);
    }
  }
}

TEST_CASE("table: drops the origin first, then shortens") {
  const std::vector<Finding> findings{finding("r", "destination.ip", "203.0.113.9", {kLongHost}, 2)};
  const auto has = [&](std::size_t width, std::string_view part) {
    return lines(findings, width)[1].find(part) != std::string::npos;
  };
  CHECK(has(0, "exports.ndjson:12"));
  CHECK(has(200, "exports.ndjson:12"));
  CHECK_FALSE(has(130, "exports.ndjson:12"));
  CHECK(has(130, kLongHost + " +1"));
  CHECK(has(90, "elastic-defend"));
  CHECK_FALSE(has(90, kLongHost));
  CHECK(has(90, ".com +1"));
}

TEST_CASE("table: paths keep their end, other values both ends") {
  const std::vector<Finding> findings{
      finding("r", "process.executable", "C:\\\\a\\\\very\\\\long\\\\path\\\\to\\\\a\\\\program.exe", {"h"}),
      finding("r", "process.executable", "beginning-of-a-name-that-is-long-and-its-end", {"h"})};
  const auto table = lines(findings, 76);
  CHECK(table[1].find("\\program.exe ") != std::string::npos);
  CHECK(table[1].find("C:") == std::string::npos);
  CHECK(table[2].find("beginn") != std::string::npos);
  CHECK(table[2].find("s-end ") != std::string::npos);
}

TEST_CASE("table: a cell is cut, whatever the width") {
  const std::vector<Finding> findings{
      finding("r", "host.name", std::string(100'000, 'x'), {std::string(100'000, 'h')})};
  for (const std::string& line : lines(findings, 0)) CHECK(line.size() < 1000);
}

TEST_CASE("table: of one rule with terms of several fields the fields are shown") {
  const auto table = lines({finding("r", "host.id", "1", {}), finding("r", "user.id", "2", {})}, 0);
  CHECK(table[1].find("host.id=1") != std::string::npos);
  CHECK(table[2].find("user.id=2") != std::string::npos);
  const auto other = lines({finding("r", "host.id", "1", {}), finding("s", "user.id", "2", {})}, 0);
  CHECK(other[1].find("host.id=") == std::string::npos);
}

TEST_CASE("table: colours tell severities and histories apart") {
  std::vector<Finding> findings;
  for (const char* const severity : {"low", "medium", "high", "critical"}) {
    findings.push_back(finding("r", "host.id", "1", {}));
    findings.back().severity = severity;
    findings.back().history = findings.size() % 2 == 0 ? HistoryProof::kFull : HistoryProof::kPartial;
  }
  const std::string text = test::written(findings, "table", {true, 0});
  for (const char* const code :
       {"\x1b[1;33m1", "\x1b[1;31m1", "\x1b[1;35m1", "\x1b[1m1", "\x1b[32mfull", "\x1b[33mpartial"}) {
    CAPTURE(code);
    CHECK(text.find(code) != std::string::npos);
  }
}

}  // namespace firstseen
