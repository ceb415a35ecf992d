// Query, record, match or not, by field type.
#include <catch2/catch_test_macros.hpp>
#include <string_view>
#include <vector>

#include "program/compile.h"
#include "support/kql/tables.h"

namespace firstseen::program {
namespace {

TEST_CASE("KQL: numbers compare by value", "[kql][evaluation]") {
  kql::check_matches({
      {"destination.port:445", "destination.port=445", true},
      {"destination.port:\"445\"", "destination.port=445", true},
      {"destination.port:445.0", "destination.port=445", true},
      {"destination.port:0445", "destination.port=445", true},
      {"destination.port:445", "destination.port=446", false},
      {"destination.port:445", "destination.port=smb", false},
      {"destination.port:445", "", false},
      {"destination.port>=445 and destination.port<446", "destination.port=445", true},
      {"destination.port>445", "destination.port=445", false},
      {"destination.port<=445", "destination.port=446", false},
      {"destination.port>444.5", "destination.port=445", true},
      {"event.risk_score:21.5", "event.risk_score=21.5", true},
      {"event.risk_score>21.5", "event.risk_score=21.5", false},
      {"event.risk_score<21.6", "event.risk_score=21.5", true},
      {"event.risk_score:0", "event.risk_score=-0.0", true},
  });
}

TEST_CASE("KQL: addresses compare by value", "[kql][evaluation]") {
  kql::check_matches({
      {"source.ip:10.0.0.0/8", "source.ip=10.255.255.255", true},
      {"source.ip:10.0.0.0/8", "source.ip=11.0.0.0", false},
      {"source.ip:\"10.0.0.0/8\"", "source.ip=10.1.1.1", true},
      {"source.ip:10.1.2.3/8", "source.ip=10.9.9.9", true},
      {"source.ip:10.0.0.1", "source.ip=10.0.0.1", true},
      {"source.ip:\"FE80::/10\"", "source.ip=fe80::1", true},
      {"source.ip:*", "source.ip=::1", true},
      {"source.ip:*", "", false},
      {"not source.ip:10.0.0.0/8", "", true},
  });
}

TEST_CASE("KQL: dates are spans and round as in Elasticsearch", "[kql][evaluation]") {
  kql::check_matches({
      {"@timestamp:2026-03-01", "@timestamp=2026-03-01T23:59:59.999Z", true},
      {"@timestamp:2026-03-01", "@timestamp=2026-03-02T00:00:00Z", false},
      {"@timestamp>2026-03-01", "@timestamp=2026-03-01T23:59:59.999Z", false},
      {"@timestamp>2026-03-01", "@timestamp=2026-03-02T00:00:00Z", true},
      {"@timestamp>=2026-03-01", "@timestamp=2026-03-01T00:00:00Z", true},
      {"@timestamp<=2026-03-01", "@timestamp=2026-03-01T23:59:59.999999Z", true},
      {"@timestamp<2026-03-01", "@timestamp=2026-03-01T00:00:00Z", false},
      {"@timestamp:\"2026-03-01T10:30:00.123Z\"", "@timestamp=2026-03-01T10:30:00.123456Z", true},
      {"@timestamp:\"2026-03-01T12:30:00+02:00\"", "@timestamp=2026-03-01T10:30:00Z", true},
      {"@timestamp:1772359800000", "@timestamp=2026-03-01T10:10:00Z", true},
  });
}

TEST_CASE("KQL: booleans and keywords are exact", "[kql][evaluation]") {
  kql::check_matches({
      {"process.code_signature.trusted:true", "process.code_signature.trusted=true", true},
      {"process.code_signature.trusted:\"true\"", "process.code_signature.trusted=true", true},
      {"process.code_signature.trusted:false", "process.code_signature.trusted=true", false},
      {"process.code_signature.trusted:false", "", false},
      {"host.name:ws-1", "host.name=ws-1", true},
      {"host.name:WS-1", "host.name=ws-1", false},
      {"host.name:ws", "host.name=ws-1", false},
      {"host.name:\"\"", "host.name=\"\"", true},
      {"host.name:*", "host.name=\"\"", true},
      {"host.name>=m and host.name<n", "host.name=mail", true},
      {"host.name>m", "host.name=m", false},
      {"event.code:4625", "event.code=4625", true},
  });
}

TEST_CASE("KQL: unknown fields are text, or numbers where both sides are", "[kql][evaluation]") {
  kql::check_matches({
      {"x.y:abc", "x.y=abc", true},
      {"x.y:ABC", "x.y=abc", false},
      {"x.y:512", "x.y=512", true},
      {"x.y:512", "x.y=\"512\"", true},
      {"x.y:\"512\"", "x.y=512.0", true},
      {"x.y:512", "x.y=\"0512\"", true},
      {"x.y:100000", "x.y=\"1e5\"", false},
      {"x.y:100000", "x.y=1e5", true},
      {"x.y:9007199254740993", "x.y=9007199254740992", false},
      {"x.y:0.5", "x.y=0.50", true},
      {"x.y>9", "x.y=10", true},
      {"x.y>9", "x.y=\"10\"", true},
      {"x.y>9", "x.y=abc", true},
      {"x.y<9", "x.y=abc", false},
      {"x.y>a", "x.y=10", false},
      {"x.y>a", "x.y=b", true},
      {"x.y:true", "x.y=true", true},
      {"x.y:*b*", "x.y=abc", true},
      {"x.y:10.0.0.0/8", "x.y=10.0.0.1", false},
  });
}

TEST_CASE("KQL: analysed text", "[kql][evaluation]") {
  kql::check_matches({
      {"message:QUICK", "message=the quick fox", true},
      {"message:slow quick", "message=the quick fox", true},
      {"message:\"quick fox\"", "message=the Quick-Fox!", true},
      {"message:\"quick fox\"", "message=fox quick", false},
      {"message:qu", "message=the quick fox", false},
      {"message:qu*", "message=the Quick fox", true},
      {"message:*ick f*", "message=the quick fox", false},
      {"message:*", "message=...", true},
      {"message:(quick and not fox)", "message=quick; message=fox", false},
      {"message:example.com", "message=see www.example.com", false},
      {"message:www.EXAMPLE.com", "message=see www.example.com.", true},
      {"process.name.text:cmd.exe", "process.name=CMD.EXE", true},
      {"process.name.text:\"cmd exe\"", "process.name=cmd exe now", true},
      {"process.name:cmd", "process.name=CMD", false},
  });
}

TEST_CASE("KQL: words of scripts", "[kql][evaluation]") {
  kql::check_matches({
      {"powershell.file.script_block_text:psenum", "powershell.file.script_block_text=$t = PSENUM $Module",
       true},
      {"powershell.file.script_block_text:\"Add-Win32Type\"",
       "powershell.file.script_block_text=function add-win32type {}", true},
      {"powershell.file.script_block_text:\"Win32Type\"",
       "powershell.file.script_block_text=function add-win32type {}", false},
      {"powershell.file.script_block_text:\"a b\"", "powershell.file.script_block_text=a.B", true},
      {"powershell.file.script_block_text:add*", "powershell.file.script_block_text=x Add-Type", true},
      {"powershell.file.script_block_text:*32*", "powershell.file.script_block_text=x add-win32type", true},
      {"powershell.file.script_block_text>y", "powershell.file.script_block_text=a Z", true},
      {"powershell.*:\"add-type\"", "powershell.file.script_block_text=x Add-Type", true},
      {"powershell.*:\"type\"", "powershell.file.script_block_text=x Add-Type", false},
      {"\"add-type\"", "powershell.file.script_block_text=x Add-Type", true},
      {"type", "message=x Add-Type", true},
      {"type", "powershell.file.script_block_text=x Add-Type", false},
      {"*:*add-ty*", "message=x Add-Type", false},
      {"*:*add-ty*", "powershell.file.script_block_text=x Add-Type", true},
  });
}

TEST_CASE("KQL: text and caseless fields beyond ASCII", "[kql][evaluation]") {
  kql::check_matches({
      {"message:ÄRGER", "message=kein ärger", true},
      {"message:\"don’t stop\"", "message=“Don’t—STOP”", true},
      {"message:kelvin", "message=\u212aelvin", true},
      {"message:Stra*", "message=(straße)", true},
      {"message:*ÄR*", "message=Gefährte", false},
      {"message:*ÄHR*", "message=Gefährte", true},
      {"message:a", "message=a\u00a0b", true},
      {"user.name.caseless:ÉVA", "user.name=éva", true},
      {"user.name.caseless:É*", "user.name=éva", true},
      {"user.name.caseless>É", "user.name=éva", true},
      {"user.name:ÉVA", "user.name=éva", false},
  });
}

TEST_CASE("KQL: a value of another type than its field's is passed over", "[kql][evaluation]") {
  event::FieldSet fields;
  const auto compiled =
      compile("host.name:a or process.pid:4 or source.ip:10.0.0.1 or message:a or @timestamp>1970", fields);
  REQUIRE(compiled);
  event::NetworkEvent event(fields);
  const event::Value text = event::Value::of_text("a");
  const event::Value number = event::Value::of_integer(4);
  const auto set = [&](std::string_view name, const event::Value& value) {
    event.set(*fields.add(name), {&value, 1});
  };
  set("host.name", number);
  set("process.pid", text);
  set("source.ip", text);
  set("message", number);
  set("@timestamp", number);
  CHECK(!compiled->program.matches(event));
}

}  // namespace
}  // namespace firstseen::program
