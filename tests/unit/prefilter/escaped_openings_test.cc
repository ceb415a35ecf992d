// What is opened, or divides a text, may itself be written with escapes.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <string>

#include "support/hunting.h"
#include "support/json_string.h"

namespace firstseen {
namespace {

const std::string kEvent =
    "<Event xmlns='x'><System><Channel>Microsoft-Windows-Sysmon/Operational</Channel><EventID>3</EventID></"
    "System><EventData><Data Name='UtcTime'>2026-03-01 10:00:00.123</Data><Data Name='ProcessId'>4</Data>"
    "<Data Name='Protocol'>tcp</Data><Data Name='SourceIp'>10.1.2.3</Data>"
    "<Data Name='DestinationIp'>203.0.114.9</Data><Data "
    "Name='DestinationPort'>PORT</Data></EventData></Event>";

std::string with_port(const std::string& port) {
  std::string event = kEvent;
  return event.replace(event.find("PORT"), 4, port);
}

// A defender row in base64, in JSON.
const std::string kBase64 =
    R"({"q":"eyJUaW1lc3RhbXAiOiIyMDI2LTAzLTAxVDEwOjAwOjAwWiIsIkRldmljZUlkIjoiZCIsIkFjdGlvblR5cGUiOiJDb25uZWN0aW9u)"
    R"(U3VjY2VzcyIsIlJlbW90ZUlQIjoiMjAzLjAuMTE0LjkiLCJSZW1vdGVQb3J0Ijo0NDUsIkxvY2FsSVAiOiIxMC4xLjIuMyIsIlByb3Rv)"
    R"(Y29sIjoiVGNwIiwiSW5pdGlhdGluZ1Byb2Nlc3NJZCI6NCwiSW5pdGlhdGluZ1Byb2Nlc3NGaWxlTmFtZSI6IlN5c3RlbSJ9"})";

// Every such character of a JSON string, as \u00XX.
std::string escaped(std::string text, char character) {
  char escape[7];
  std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(character));
  const std::string from = character == '"' ? "\\\"" : std::string(1, character);
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 6))
    text.replace(at, from.size(), escape);
  return text;
}

std::uint64_t matched(const std::string& line, bool prefilter) {
  std::string lines;
  const std::string other = R"({"@timestamp":"2026-03-01T10:00:00Z","message":"x"})";
  for (int i = 0; i < 300; ++i) lines += other + "\n";
  lines += line + "\n";
  for (int i = 0; i < 300; ++i) lines += other + "\n";
  HuntRequest request = test::request_for({});
  request.memory_inputs = {{"a", lines}};
  request.prefilter = prefilter;
  return test::run(request).ledger.matched;
}

}  // namespace

TEST_CASE("prefilter: an escaped character hides no piece of XML, and nothing that is opened") {
  for (const std::string& text : {with_port("4<!-- -->45"), with_port("4<![CDATA[45]]>"),
                                  with_port("4<?x y?>45"), with_port("&#52;45"), kBase64}) {
    const std::string json = test::json_string(text);
    for (const char character : std::string_view("<>!-[]?&#;\"'=/. C4e")) {
      const std::string line =
          R"({"m":)" + json.substr(0, 1) + escaped(json.substr(1, json.size() - 2), character) + "\"}";
      CAPTURE(character, line);
      CHECK(matched(line, false) == 1);
      CHECK(matched(line, true) == 1);
    }
  }
}

}  // namespace firstseen
