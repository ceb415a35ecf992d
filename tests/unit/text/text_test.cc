#include <catch2/catch_test_macros.hpp>
#include <random>
#include <sstream>

#include "text/ascii.h"
#include "text/base64.h"
#include "text/line_ends.h"
#include "text/utf8.h"
#include "windows_event/event_xml.h"
#include "windows_event/message.h"

namespace firstseen {
namespace {

class Lines final : public windows_event::EventSink {
 public:
  void value(std::string_view path, std::string_view value) override {
    out += std::string(path) + "=" + std::string(value) + "\n";
  }
  std::string out;
};

}  // namespace

TEST_CASE("text: an event's XML as paths and values") {
  const std::string xml =
      "<?xml version=\"1.0\"?><Event xmlns='n'><System><Provider Name=\"P &amp; Q\" "
      "Guid='{g}'/><EventID>3</EventID><!-- c --></System>"
      "<EventData><Data Name='A'>&lt;x&gt; &#65;&#x42;</Data><Data Name='B'/><Data "
      "Name='C'><![CDATA[<raw>]]></Data></EventData></Event>";
  REQUIRE(windows_event::is_event(xml));
  Lines lines;
  CHECK(windows_event::EventReader().read(xml, lines));
  CHECK(lines.out ==
        "System.Provider.Name=P & Q\nSystem.Provider.Guid={g}\nSystem.EventID=3\nEventData.A=<x> "
        "AB\nEventData.C=<raw>\n");
}

TEST_CASE("text: a text of XML is one whatever divides it, and names count without prefix") {
  struct Row {
    std::string xml;
    std::string lines;
  };
  const std::vector<Row> rows{
      {"<Event><a><b>4<!-- -->45</b></a></Event>", "a.b=445\n"},
      {"<Event><a><b>4<![CDATA[4]]>5</b></a></Event>", "a.b=445\n"},
      {"<Event><a><b> 4<?x y?>45\n</b></a></Event>", "a.b=445\n"},
      {"<Event><a><b>&#0000000000052;&#x0000000034;5</b></a></Event>", "a.b=445\n"},
      {"<Event><a><b>&unknown;&#;&#xzz;</b></a></Event>", "a.b=&unknown;&#;&#xzz;\n"},
      {"<!-- c --><e:Event xmlns:e='n'><e:a><e:b>1</e:b></e:a></e:Event>", "a.b=1\n"},
      {"<Events>\n<Event ><a\n><b >1</b\n></a></Event><Event><a><b>2</b></a></Event></Events>", "a.b=1\n"},
      {"<Events xmlns='n' Name='x'><Event y='z'><a><b>1</b></a></Event></Events>", "a.b=1\n"},
      {"<!DOCTYPE Event [<!ENTITY x '445'>]><Event><a><b>&x;</b></a></Event>", "a.b=&x;\n"},
      {"<?xml version='1.0'?><?p >?><Event><EventData><Data x='1' Name='P'>v</Data></EventData></Event>",
       "EventData.Data.x=1\nEventData.P=v\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.xml);
    Lines lines;
    CHECK(windows_event::is_event(row.xml));
    CHECK(windows_event::EventReader().read(row.xml, lines));
    CHECK(lines.out == row.lines);
  }
  for (const char* const other : {"<Eventful>", "<!-- <Event>", "<?xml", "", "<", "< Event>"})
    CHECK_FALSE(windows_event::is_event(other));
}

TEST_CASE("text: XML that breaks off gives what came before, and does not run on") {
  const std::string xml = "<Event><System><EventID>3</EventID><Computer>h";
  Lines lines;
  CHECK_FALSE(windows_event::EventReader().read(xml, lines));
  CHECK(lines.out == "System.EventID=3\n");
  Lines divided;  // a DTD is not within an event
  CHECK_FALSE(windows_event::EventReader().read("<Event><a><b> 4<!DOCTYPE x>45</b></a></Event>", divided));
  CHECK(divided.out == "a.b=4\n");
  for (const char* const broken :
       {"<Event", "<Event a", "<Event a=", "<Event a='", "<Event></", "<Event><![CDATA[", "<Event><!--"}) {
    CAPTURE(broken);
    Lines none;
    CHECK_FALSE(windows_event::EventReader().read(broken, none));
  }
  std::string deep = "<Event>";
  for (std::size_t i = 0; i < windows_event::kMaxDepth + 1; ++i) deep += "<a>";
  CHECK_FALSE(windows_event::EventReader().read(deep, lines));
}

TEST_CASE("text: a message's title and lines") {
  Lines lines;
  windows_event::read_message(
      "Network connection detected:\r\nProcessId: 4\r\n Image: C:\\a.exe\r\nnot a line\r\nEmpty:\r\n", lines);
  CHECK(lines.out == "#title=Network connection detected\nProcessId=4\nImage=C:\\a.exe\nEmpty=\n");
  Lines splunk;
  windows_event::read_message(
      "03/06/2018 08:14:06 AM\nEventCode=3\nMessage=Network connection detected:\nUtcTime: x\n", splunk);
  CHECK(splunk.out == "EventCode=3\n#title=Network connection detected\nUtcTime=x\n");
}

TEST_CASE("text: base64 is read in both alphabets") {
  CHECK(text::decode_base64("eyI_PyI-fQ==") == "{\"??\">}");
  CHECK(text::decode_base64("eyI/PyI+fQ") == "{\"??\">}");
  CHECK(text::decode_base64("eyI*") == std::nullopt);
}

TEST_CASE("text: well-formed UTF-8 is told from broken") {
  for (const auto& [bytes, length] :
       {std::pair{"a", 1U}, std::pair{"\xc3\xa9", 2U}, std::pair{"\xe2\x82\xac", 3U},
        std::pair{"\xf0\x9f\x98\x80", 4U}, std::pair{"\xc0\x80", 0U}, std::pair{"\xed\xa0\x80", 0U},
        std::pair{"\xf4\x90\x80\x80", 0U}, std::pair{"\xe2\x82", 0U}, std::pair{"\x80", 0U}}) {
    CHECK(text::utf8_sequence_length(bytes) == length);
  }
  CHECK(text::repair_utf8("a\xff\xc3\xa9") == "a\xef\xbf\xbd\xc3\xa9");
}

TEST_CASE("text: lines end where reading them one by one ends them") {
  std::mt19937 random(24112026);
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % (i % 20 == 0 ? 2'000 : 20), 'a');
    // Short lines, lines among bytes like their ends, and long ones.
    const std::string_view some = i % 3 == 0 ? "\n\r a" : i % 3 == 1 ? "\n\x0b\x09\x8a\xff" : "aaaa";
    for (char& c : text) c = some[random() % some.size()];
    for (std::size_t one = 0; i % 3 == 2 && one < text.size(); one += random() % 700) text[one] = '\n';
    std::vector<std::uint32_t> expected{4711};
    std::istringstream lines(text);
    std::uint32_t begin = 0;
    for (std::string line; std::getline(lines, line); ++begin)
      expected.push_back(begin += static_cast<std::uint32_t>(line.size()));
    std::vector<std::uint32_t> ends{4711};
    text::add_line_ends(text, ends);
    CAPTURE(text);
    REQUIRE(ends == expected);
  }
}

}  // namespace firstseen
