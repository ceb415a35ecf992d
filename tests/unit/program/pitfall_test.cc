// Every point where implementations of KQL usually go wrong, one test each.
#include <catch2/catch_test_macros.hpp>
#include <string_view>
#include <vector>

#include "support/kql/tables.h"

namespace firstseen::program {
namespace {

TEST_CASE("KQL pitfall: and, or and not in any letter case", "[kql][pitfall]") {
  kql::check_matches({
      {"host.name:a AND NOT user.name:b Or user.id:c", "host.name=a", true},
      {"host.name:a AND NOT user.name:b Or user.id:c", "host.name=a; user.name=b", false},
      {"host.name:a AND NOT user.name:b Or user.id:c", "user.id=c", true},
  });
}

TEST_CASE("KQL pitfall: not binds one sub-query", "[kql][pitfall]") {
  kql::check_matches({
      {"not host.name:a and user.name:b", "host.name=x; user.name=b", true},
      {"not host.name:a and user.name:b", "host.name=x; user.name=c", false},
      {"not host.name:a or user.name:b", "host.name=a; user.name=b", true},
      {"not (host.name:a and user.name:b)", "host.name=a; user.name=c", true},
      {"host.name:(not a and b*)", "host.name=bc", true},
  });
}

TEST_CASE("KQL pitfall: unquoted values hold spaces and lose those at their ends", "[kql][pitfall]") {
  kql::check_matches({
      {"file.path:  Program Files  ", "file.path=Program Files", true},
      {"file.path:( a b  or c )", "file.path=a b", true},
      {"file.path:a b and host.name:x", "file.path=a b; host.name=x", true},
      {"file.path:a  b", "file.path=a b", false},
  });
}

TEST_CASE("KQL pitfall: escapes, escaped keywords and specials", "[kql][pitfall]") {
  kql::check_matches({
      {R"(file.path:C\:\\Temp)", R"(file.path=C:\Temp)", true},
      {R"(file.path:"C:\\Temp")", R"(file.path=C:\Temp)", true},
      {R"(file.path:"C:\Windows")", R"(file.path=C:\Windows)", true},
      {R"(file.path:"\u0041\u00e9")", "file.path=A\xc3\xa9", true},
      {R"(file.path:\u0041)", "file.path=A", true},
      {R"(file.path:a \and b)", "file.path=a and b", true},
      {R"(file.path:\not)", "file.path=not", true},
      {R"(file.path:\(x\)\{\}\<\>\")", R"(file.path=(x){}<>")", true},
      {R"(file.path:"say \"hi\"")", R"(file.path=say "hi")", true},
      {R"(file.path:"a\tb")", "file.path=a\tb", true},
  });
}

TEST_CASE("KQL pitfall: a star is itself when quoted or escaped, a question mark always", "[kql][pitfall]") {
  kql::check_matches({
      {"file.path:a*", "file.path=abc", true},
      {"file.path:\"a*\"", "file.path=abc", false},
      {"file.path:\"a*\"", "file.path=a*", true},
      {R"(file.path:a\*)", "file.path=abc", false},
      {R"(file.path:a\*)", "file.path=a*", true},
      {R"(file.path:\u0061\u002a)", "file.path=a*", true},
      {R"(file.path:\**)", "file.path=*x", true},
      {"file.path:a?c", "file.path=abc", false},
      {"file.path:a?c", "file.path=a?c", true},
      {"file.path:*?", "file.path=x", false},
      {"file.path:*?", "file.path=x?", true},
  });
}

TEST_CASE("KQL pitfall: a field exists when it has a value", "[kql][pitfall]") {
  // An empty array and null give a field no value.
  kql::check_matches({
      {"host.name:*", "host.name=x", true},
      {"host.name:*", "", false},
      {"not host.name:*", "", true},
      {"host.name:\"*\"", "host.name=x", false},
      {"dns.answers:*", "dns.answers.ttl=1", true},
      {"dns.answers:*", "dns.answersx.ttl=1", false},
      {"process.parent:*", "process.parent.name=x", true},
      {"process.parent:*", "process.name=x", false},
      {"x.y:*", "x.y=0", true},
      {"host.name:(* and not a)", "host.name=b", true},
      {"host.name:(* and not a)", "", false},
  });
}

TEST_CASE("KQL pitfall: negation over arrays and missing fields", "[kql][pitfall]") {
  kql::check_matches({
      {"process.args:a", "process.args=b; process.args=a", true},
      {"not process.args:a", "process.args=b; process.args=a", false},
      {"not process.args:a", "", true},
      {"process.args:(a and b)", "process.args=b; process.args=a", true},
      {"process.args:(not a and b)", "process.args=b; process.args=a", false},
      {"not destination.port:(1 or 2)", "destination.port=3; destination.port=2", false},
      {"destination.port>=10 and destination.port<=20", "destination.port=5; destination.port=25", true},
      {"not destination.ip:10.0.0.0/8", "destination.ip=8.8.8.8; destination.ip=10.0.0.1", false},
  });
}

TEST_CASE("KQL pitfall: strings that hold numbers and numbers in quotes", "[kql][pitfall]") {
  kql::check_matches({
      {"process.pid:\"4\"", "process.pid=\"4\"", true},
      {"process.pid:4", "process.pid=\"4\"", true},
      {"event.code:\"4\"", "event.code=4", true},
      {"process.pid:4", "process.pid=44", false},
  });
}

TEST_CASE("KQL pitfall: addresses of other spellings, and mapped ones", "[kql][pitfall]") {
  kql::check_matches({
      {"source.ip:\"::1\"", "source.ip=0:0:0:0:0:0:0:1", true},
      {"source.ip:\"2001:DB8::A\"", "source.ip=2001:db8:0::a", true},
      {"source.ip:10.0.0.0/8", "source.ip=::ffff:10.0.0.1", true},
      {"source.ip:\"::ffff:10.0.0.0/104\"", "source.ip=10.1.1.1", true},
      {"source.ip:\"::/0\"", "source.ip=10.1.1.1", true},
      {"source.ip:0.0.0.0/0", "source.ip=::1", false},
  });
}

TEST_CASE("KQL pitfall: address ranges compare addresses, not texts", "[kql][pitfall]") {
  kql::check_matches({
      {"source.ip>9.0.0.0", "source.ip=10.0.0.0", true},
      {"source.ip>=10.0.0.2 and source.ip<=10.0.0.9", "source.ip=10.0.0.10", false},
      {"source.ip<10.0.0.10", "source.ip=10.0.0.9", true},
      {"source.ip>10.0.0.1", "source.ip=10.0.0.1", false},
      {"source.ip<10.0.0.0", "source.ip=::1", true},
  });
}

TEST_CASE("KQL pitfall: a nested group holds within one element", "[kql][pitfall]") {
  const std::string_view record =
      "dns.answers[0].type=A; dns.answers[0].ttl=5; dns.answers[1].type=MX; dns.answers[1].ttl=60";
  kql::check_matches({
      {"dns.answers:{ type:A and ttl:5 }", record, true},
      {"dns.answers:{ type:A and ttl:60 }", record, false},
      {"dns.answers.type:A and dns.answers.ttl:60", record, true},
      {"dns.answers:{ type:MX and not ttl<60 }", record, true},
      {"dns.answers:{ not type:A }", record, true},
      {"not dns.answers:{ type:A }", record, false},
      {"dns.answers:{ not type:* }", record, false},
      {"dns.answers:{ type:(A or MX) and ttl>50 }", record, true},
      {"dns.answers:{ * }", record, true},
      {"dns.answers:{ * }", "", false},
      {"not dns.answers:{ * }", "", true},
      {"dns.answers:{ ty*:MX and ttl:60 }", record, true},
      {"dns.answers:{ MX and ttl:5 }", record, false},
      {"dns.answers:{ type:A and ttl:5 } and dns.answers:{ type:MX and ttl:60 }", record, true},
  });
}

TEST_CASE("KQL pitfall: nested groups in nested groups", "[kql][pitfall]") {
  const std::string_view record =
      "a[0].k=1; a[0].b[0].x=p; a[0].b[0].y=q; a[0].b[1].x=r; a[1].k=2; a[1].b[0].x=p; a[1].b[0].y=s";
  kql::check_matches({
      {"a:{ k:1 and b:{ x:p and y:q } }", record, true},
      {"a:{ k:2 and b:{ x:p and y:q } }", record, false},
      {"a:{ k:1 and b:{ x:p and y:s } }", record, false},
      {"a:{ k:2 and b:{ x:p and y:s } }", record, true},
      {"a:{ k:1 and b:{ x:r and not y:* } }", record, true},
      {"a:{ k:2 and b:{ x:r } }", record, false},
      {"a:{ not b:{ x:r } and b:{ x:p } }", record, true},
      {"a:{ b:{ x:p } and b:{ x:r } and k:1 }", record, true},
      {"a:{ b:{ x:p and x:r } }", record, false},
  });
}

TEST_CASE("KQL pitfall: wildcards in field names", "[kql][pitfall]") {
  kql::check_matches({
      {"source.*:10.0.0.1", "source.ip=10.0.0.1", true},
      {"*.ip:10.0.0.0/8", "destination.ip=10.0.0.1", true},
      {"*.ip:10.0.0.0/8", "destination.domain=10.0.0.1", false},
      {"source.p*:445", "source.port=445", true},
      {"source.*:445", "source.domain=445", true},
      {"*.name:WS*", "host.name=WS-1", true},
      {"*.name:ws*", "host.name=WS-1", false},
      {"process.*:*", "process.pid=4", true},
      {"process.*:*", "host.name=x", false},
      {"not *.name:x", "host.name=x; user.name=y", false},
      {"*.port>1000", "source.port=445; destination.port=5000", true},
      {"*.trusted:true", "process.code_signature.trusted=true", true},
      {"mess*:fox", "message=The Fox", true},
      {"ev*.x:7", "ev1.x=7.0", true},
      {"@time*:2026-03-01", "@timestamp=2026-03-01T10:00:00Z", true},
  });
}

TEST_CASE("KQL pitfall: caseless and text multi-fields", "[kql][pitfall]") {
  kql::check_matches({
      {"process.name.caseless:CMD.EXE", "process.name=cmd.Exe", true},
      {"process.name.caseless:(a or \"CMD.EXE\" or bb)", "process.name=cmd.Exe", true},
      {"process.name.caseless:*.EXE", "process.name=cmd.Exe", true},
      {"process.name.caseless>=c", "process.name=CMD", true},
      {"process.name:CMD.EXE", "process.name=cmd.Exe", false},
      {"process.name.text:program", "process.name=My Program", true},
      {"process.name.text:prog", "process.name=My Program", false},
  });
}

TEST_CASE("KQL pitfall: match_only_text is analysed", "[kql][pitfall]") {
  kql::check_matches({
      {"message:error", "message=An ERROR occurred", true},
      {"message:\"error occurred\"", "message=An ERROR occurred", true},
      {"message:\"An error\"", "message=an Error", true},
      {"error.message:timeout", "error.message=read timeout", true},
  });
}

TEST_CASE("KQL pitfall: bare values search all fields", "[kql][pitfall]") {
  kql::check_matches({
      {"cmd.exe", "process.name=cmd.exe", true},
      {"\"cmd.exe\"", "process.args=/c; process.args=cmd.exe", true},
      {"cmd", "process.name=cmd.exe", false},
      {"*cmd*", "process.name=cmd.exe", true},
      {"445", "destination.port=445", true},
      {"10.0.0.0/8", "source.ip=10.1.1.1", true},
      {"fox", "message=the fox", true},
      {"not fox", "message=the fox", false},
      {"not fox", "", true},
      {"fox and ws-1", "message=the fox; host.name=ws-1", true},
      {"*", "", true},
      {"*:*", "", true},
      {"", "", true},
  });
}

TEST_CASE("KQL pitfall: a key that stands twice has both values", "[kql][pitfall]") {
  kql::check_matches({
      {"host.name:a", "host.name=a; host.name=b", true},
      {"host.name:b", "host.name=a; host.name=b", true},
      {"not host.name:b", "host.name=a; host.name=b", false},
  });
}

}  // namespace
}  // namespace firstseen::program
