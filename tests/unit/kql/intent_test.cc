// Queries that mean something else than they look like, and those that do not.
#include "kql/intent.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "kql/parser.h"
#include "kql/translation.h"
#include "program/compile.h"

namespace firstseen {
namespace {

// The hints of the warnings, or that of the error.
std::string hints(const std::string& query) {
  event::FieldSet fields;
  const auto compiled = program::compile(query, fields);
  if (!compiled) return "error: " + compiled.error().hint;
  const auto ast = kql::parse(kql::QueryText{query, {}});
  std::string out;
  for (const Error& warning : kql::doubtful_parts(kql::QueryText{query, {}}, *ast)) {
    out += (out.empty() ? "" : " / ") + warning.hint;
  }
  return out;
}

std::string meant(const std::string& query) {
  return "did you mean `" + query + "`?";
}

}  // namespace

TEST_CASE("query intent: the query that was meant is proposed") {
  struct Row {
    std::string query;
    std::string meant;
  };
  for (const auto& [query, expected] : std::vector<Row>{
           {"event.category network", "event.category: network"},
           {"host.name", "host.name: *"},
           {"x == y", "x: y"},
           {"x = y", "x: y"},
           {"process.pid=4", "process.pid: 4"},
           {"x != y", "not x: y"},
           {"event.category: network | stats count by host.name", "event.category: network"},
           {"SELECT * FROM logs WHERE process.pid = 4", "process.pid: 4"},
           {"process where process.pid == 4", "event.category: process and process.pid: 4"},
           {"any where process.pid == 4", "process.pid: 4"},
           {"process.name: 'cmd.exe'", "process.name: \"cmd.exe\""},
           {"process.name: \xe2\x80\x9c"
            "cmd.exe\xe2\x80\x9d",
            "process.name: \"cmd.exe\""},
           {"process.name: /cmd.*/", "process.name: cmd*"},
           {"process.name: /cmd\\\\.exe/", "process.name: cmd.exe"},
           {"process.name: ?md.exe", "process.name: *md.exe"},
           {"process.name: \"*.exe\"", "process.name: *.exe"},
           {"process.command_line: \"*foo bar*\"", "process.command_line: *foo bar*"},
           {"process.pid: 99 or 4", "process.pid: (99 or 4)"},
           {"process.pid: 99 or 4 or 5", "process.pid: (99 or 4 or 5)"},
           {"host.name: a and (process.pid: 99 or 4)", "host.name: a and (process.pid: (99 or 4))"},
           {"process.name contains foo", "process.name: *foo*"},
           {"exists process.name", "process.name: *"},
           {"host.name exists", "host.name: *"},
           {"host.name is ws-1", "host.name: ws-1"},
           {"host.name equals ws-1", "host.name: ws-1"},
           {"process.pid between 4 and 9", "process.pid >= 4 and process.pid <= 9"},
           {"index=sysmon EventCode=3", "index: sysmon and EventCode: 3"},
           {"DeviceNetworkEvents | where RemotePort == 445", "RemotePort: 445"},
           {"FROM logs-* | WHERE process.pid == 4 | LIMIT 5", "process.pid: 4"},
           {"user.name: \"*\"", "user.name: *"},
           {"process.name: \"cmd.e?e\"", "process.name: cmd.e*e"},
           {"process.name: cmd.exe|powershell.exe", "process.name: (cmd.exe or powershell.exe)"},
           {"process.name: cmd.exe, powershell.exe", "process.name: (cmd.exe or powershell.exe)"},
           {"process.name: [cmd.exe, powershell.exe]", "process.name: (cmd.exe or powershell.exe)"},
           {"process.name:(cmd.exe powershell.exe)", "process.name:(cmd.exe or powershell.exe)"},
           {"event.category:(network,process)", "event.category:(network or process)"},
           {"process.name: `cmd.exe`", "process.name: \"cmd.exe\""},
           {"process.name: cmd.exe~", "process.name: cmd.exe"},
           {"event.category: network -- comment", "event.category: network"},
       }) {
    CAPTURE(query);
    CHECK(hints(query) == meant(expected));
    CHECK(kql::parse(kql::QueryText{expected, {}}));
  }
}

TEST_CASE("query intent: an error proposes the query that was meant, too") {
  struct Row {
    std::string query;
    std::string meant;
  };
  for (const auto& [query, expected] : std::vector<Row>{
           {"process where process.name == \"cmd.exe\"",
            "event.category: process and process.name: \"cmd.exe\""},
           {"event.category: network && process.pid: 4", "event.category: network and process.pid: 4"},
           {"process.pid: 4 || process.pid: 5", "process.pid: 4 or process.pid: 5"},
           {"process.name in (\"a\", \"b\")", "process.name: (\"a\" or \"b\")"},
           {"process.name like \"a*\"", "process.name: a*"},
           {"process.name like \"%a%\"", "process.name: *a*"},
           {"destination.ip: 10.0.0.0/8 destination.port: 445",
            "destination.ip: 10.0.0.0/8 and destination.port: 445"},
       }) {
    CAPTURE(query);
    CHECK(hints(query) == "error: " + meant(expected));
  }
}

TEST_CASE("query intent: of a long query only the part is proposed") {
  const std::string query = "url.path: \"*a*\" and process.name: (" + std::string(250, 'x') + ")";
  CHECK(hints(query) == meant("*a*"));
}

TEST_CASE("query intent: what cannot be translated is warned of without a proposal") {
  for (const char* const query :
       {"process.name~cmd", "sequence by host.id [process where true] [network where true]",
        "not process.pid: 99 or 4", "process.pid: 99 or (4 or 5)", "process.pid: 4 or 99 and user.name: bob",
        "process.name: \"cmd.exe\" or \"powershell.exe\" and host.name: x", "host.name in [ws-1]",
        "any where true", "event.code: 4624 | 4625", "process.name: 'a.exe' or 'b.exe'"}) {
    CAPTURE(query);
    event::FieldSet fields;
    const auto compiled = program::compile(query, fields);
    REQUIRE(compiled);
    CHECK_FALSE(compiled->warnings.empty());
    for (const Error& warning : compiled->warnings) CHECK(warning.hint.empty());
  }
}

TEST_CASE("query intent: what is meant as it is gives no warning") {
  for (const char* const query : {"mimikatz",
                                  "\"x == y\"",
                                  "cmd.exe /c whoami",
                                  "like this",
                                  "in",
                                  "where",
                                  "contains x",
                                  "host",
                                  "network",
                                  "process.name: (a or b) or mimikatz and x",
                                  "process.args: --foo=bar",
                                  "process.args: /c",
                                  "url.path: /a/b/",
                                  "url.full: http*?a=b",
                                  "process.command_line: \"a = b\"",
                                  "process.command_line: *a*b*",
                                  "process.pid: *",
                                  "not process.pid: 4",
                                  "event.category: network and mimikatz",
                                  "file.path: \"C:\\\\a*b\"",
                                  "user.name: o'neil",
                                  "message: \"who?\"",
                                  "\"*\"",
                                  "gcp.audit.verbs: (\"*\" or get)",
                                  "winlog.event_data.ObjectDN: CN=AdminSDHolder,CN=System*",
                                  "process.command_line: *regsvr32* /s,/u",
                                  "process.pid: (1 or 2) and host.name: a"}) {
    CAPTURE(query);
    CHECK(hints(query).empty());
  }
}

TEST_CASE("query intent: proposals parse, whatever the text") {
  for (const char* const text : {"",          "|",          "a |",         "= =",          "x ==",
                                 "== y",      "x in (",     "x in (a, (b", "select",       "select where",
                                 "where",     "'",          "'a",          "\xe2\x80\x9c", "a != ",
                                 "!a",        "((((",       "x like",      "a,b,c",        "x == 'a\"b'",
                                 "\"a\\\\\"", "x: (a && b)"}) {
    CAPTURE(text);
    const auto proposal = kql::as_kql(text);
    if (proposal) CHECK(kql::parse(kql::QueryText{*proposal, {}}));
  }
}

}  // namespace firstseen
