#include "predicate/typing.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kql/parser.h"
#include "program/compile.h"
#include "support/kql/tables.h"

namespace firstseen::predicate {
namespace {

std::string typed(std::string_view query) {
  const kql::QueryText text{query, {}};
  const auto ast = kql::parse(text);
  if (!ast) return to_text(ast.error());
  event::FieldSet fields;
  const auto result = type(*ast, text, fields, true);
  return result ? print(result->tree, fields) : to_text(result.error());
}

void check(const std::vector<kql::PrintRow>& rows) {
  kql::check_prints(typed, rows);
}

TEST_CASE("KQL: a literal becomes a test of its field's type", "[kql][typing]") {
  check({
      {"", "true"},
      {"not *", "(not true)"},
      {"host.name:ws-1", R"((text host.name "ws-1"))"},
      {"host.name:Program Files", R"((text host.name "Program Files"))"},
      {"host.name:445", R"((text host.name "445"))"},
      {"host.name:true", R"((text host.name "true"))"},
      {"\"host.name\":x", R"((text host.name "x"))"},
      {"host.name:*", "(exists host.name)"},
      {"host.name:**", "(exists host.name)"},
      {"host.name:\"*\"", R"((text host.name "*"))"},
      {"host.name:ws-*?", R"((like host.name "ws-*\\?"))"},
      {"host.name>=m", R"((text-range host.name >="m"))"},
      {"process.name.caseless:CMD.exe", R"((text-caseless process.name.caseless "cmd.exe"))"},
      {"process.name.caseless:CMD*", R"((like process.name.caseless caseless "cmd*"))"},
      {"process.name.caseless<B", R"((text-range process.name.caseless <"b" caseless))"},
      {"destination.port:445", "(number destination.port 445)"},
      {"destination.port:\"445\"", "(number destination.port 445)"},
      {"destination.port:445.0", "(number destination.port 445)"},
      {"destination.port:4.5", "false"},
      {"destination.port:*", "(exists destination.port)"},
      {"destination.port>=5800", "(number destination.port 5800..)"},
      {"destination.port>4.5", "(number destination.port 5..)"},
      {"destination.port>=-4.5", "(number destination.port -4..)"},
      {"destination.port<4.5", "(number destination.port ..4)"},
      {"destination.port<5", "(number destination.port ..4)"},
      {"destination.port<=1e30", "(number destination.port ..)"},
      {"destination.port>1e30", "false"},
      {"destination.port>9223372036854775807", "false"},
      {"destination.port<-9223372036854775808", "false"},
      {"destination.port<-9223372036854775809", "false"},
      {"event.risk_score:1", "(number event.risk_score real 1)"},
      {"event.risk_score<=1.5", "(number event.risk_score real ..1.5)"},
      {"process.code_signature.trusted:true", "(boolean process.code_signature.trusted true)"},
      {"process.code_signature.trusted:\"false\"", "(boolean process.code_signature.trusted false)"},
      {"source.ip:10.0.0.0/8", "(ip source.ip 10.0.0.0-10.255.255.255)"},
      {"source.ip:\"FE80::/10\"", "(ip source.ip fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff)"},
      {"source.ip:\"::ffff:10.0.0.1\"", "(ip source.ip 10.0.0.1)"},
      {"source.ip>10.0.0.255", "(ip source.ip 10.0.1.0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff)"},
      {"source.ip<\"::1\"", "(ip source.ip ::)"},
      {"source.ip<\"::\"", "false"},
      {"@timestamp:2026-03-01",
       "(date @timestamp 2026-03-01T00:00:00.000000000Z..2026-03-01T23:59:59.999999999Z)"},
      {"@timestamp>2026-03-01", "(date @timestamp 2026-03-02T00:00:00.000000000Z..)"},
      {"@timestamp>=2026-03-01", "(date @timestamp 2026-03-01T00:00:00.000000000Z..)"},
      {"@timestamp<2026-03-01", "(date @timestamp ..2026-02-28T23:59:59.999999999Z)"},
      {"@timestamp<=2026-03-01", "(date @timestamp ..2026-03-01T23:59:59.999999999Z)"},
      {"message:Hello World", R"((words message "hello" "world"))"},
      {"message:\"Hello World\"", R"((words message phrase "hello world"))"},
      {"message:\"Hello\"", R"((words message "hello"))"},
      {"message:He*o", R"((words message like "he*o"))"},
      {"message>Hello", R"((words message >"hello" caseless))"},
      {"message:\"--\"", "false"},
      {"process.name.text:Cmd.EXE", R"((words process.name.text "cmd.exe"))"},
  });
}

TEST_CASE("KQL: unknown fields are text, or numbers where both sides are", "[kql][typing]") {
  check({
      {"winlog.event_data.A:x", R"((text winlog.event_data.A "x"))"},
      {"winlog.event_data.A:\"512\"",
       R"((or (text winlog.event_data.A "512") (number winlog.event_data.A 512 real 512)))"},
      {"winlog.event_data.A:x*", R"((like winlog.event_data.A "x*"))"},
      {"winlog.event_data.A>x", R"((text-range winlog.event_data.A >"x"))"},
      {"winlog.event_data.A>5",
       R"((or (number winlog.event_data.A 6.. real 5.000000000000001..) (text-range winlog.event_data.A >"5" except-numbers)))"},
      {"winlog.event_data.A:*", "(exists winlog.event_data.A)"},
  });
}

TEST_CASE("KQL: a pattern's values are tested by their own types", "[kql][typing]") {
  check({
      {"source.*:x", R"((or (text source.* "x") (words source.* "x")))"},
      {"*:a*", R"((or (words * like "a*") (script-words * like "a*") (like * "a*")))"},
      {"A*", R"((or (words * like "a*") (script-words * like "a*") (like * "A*")))"},
      {"\"10.0.0.0/8\"",
       R"((or (text * "10.0.0.0/8") (ip * 10.0.0.0-10.255.255.255) (words * phrase "10.0.0.0 8") (script-words * phrase "10 0 0 0 8")))"},
      {"4",
       R"((or (text * "4") (number * 4 real 4) (date * 1970-01-01T00:00:00.004000000Z..1970-01-01T00:00:00.004999999Z) (words * "4") (script-words * "4")))"},
      {"*:true", R"((or (text * "true") (boolean * true) (words * "true") (script-words * "true")))"},
      {"source.*:*", "(exists source.*)"},
      {"source.*>10.0.0.1",
       R"((or (text-range source.* >"10.0.0.1") (ip source.* 10.0.0.2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff) (words source.* >"10.0.0.1" caseless)))"},
      {"source.*:\"--\"", R"((or (text source.* "--") false))"},
  });
}

TEST_CASE("KQL: an object exists when anything below it does", "[kql][typing]") {
  check({
      {"dns.answers:*", "(exists dns.answers.*)"},
      {"process.parent:*", "(or (exists process.parent) (exists process.parent.*))"},
      {"not process:*", "(not (or (exists process) (exists process.*)))"},
  });
}

TEST_CASE("KQL: nested fields are relative to their root", "[kql][typing]") {
  check({
      {"dns.answers:{ type:A and ttl>5 }",
       R"((nested dns.answers (and (text dns.answers.type "A") (number dns.answers.ttl 6..))))"},
      {"a:{ b:{ c:x } }", R"((nested a (nested a.b (text a.b.c "x"))))"},
      {"a:{ b*:* and * }", "(nested a (and (exists a.b*) true))"},
      {"a:{ x }", R"((nested a (or (text a.* "x") (words a.* "x"))))"},
      {"process.elf:{ sections:* }", "(nested process.elf (exists process.elf.sections.*))"},
  });
}

TEST_CASE("KQL: a literal that cannot be of the field's type is an error", "[kql][typing]") {
  const std::string_view ip_hint = R"(write an address or a network: 10.0.0.1, 10.0.0.0/8, "fe80::/10")";
  const std::string_view date_hint = R"(write a date in UTC: 2026-03-01, "2026-03-01T10:30:00Z")";
  const std::vector<kql::ErrorRow> rows{
      {"destination.port:smb", "this value cannot be one of `destination.port`, which is of type long", 18,
       "write a decimal number"},
      {"process.pid:(4 or 0x4)", "this value cannot be one of `process.pid`, which is of type long", 19,
       "write a decimal number"},
      {"destination.port:\"\"", "this value cannot be one of `destination.port`, which is of type long", 18,
       "write a decimal number"},
      {"event.risk_score>high", "this value cannot be one of `event.risk_score`, which is of type double", 18,
       "write a decimal number"},
      {"source.ip:10.0.0.256", "this value cannot be one of `source.ip`, which is of type ip", 11, ip_hint},
      {"source.ip:10.0.0.0/33", "this value cannot be one of `source.ip`, which is of type ip", 11, ip_hint},
      {"source.ip>10.0.0.0/8", "this value cannot be one of `source.ip`, which is of type ip", 11, ip_hint},
      {"source.ip:\"*\"", "this value cannot be one of `source.ip`, which is of type ip", 11, ip_hint},
      {"source.ip:10.*", "wildcards match text, but `source.ip` is of type ip", 11,
       R"(`source.ip:*` asks whether it exists; else write an address or a network: 10.0.0.1, 10.0.0.0/8, "fe80::/10")"},
      {"source.ip:**", "wildcards match text, but `source.ip` is of type ip", 11,
       R"(`source.ip:*` asks whether it exists; else write an address or a network: 10.0.0.1, 10.0.0.0/8, "fe80::/10")"},
      {"destination.port:4*", "wildcards match text, but `destination.port` is of type long", 18,
       "`destination.port:*` asks whether it exists; else write a decimal number"},
      {"process.code_signature.trusted:yes",
       "this value cannot be one of `process.code_signature.trusted`, which is of type boolean", 32,
       "write true or false"},
      {"process.code_signature.trusted:True",
       "this value cannot be one of `process.code_signature.trusted`, which is of type boolean", 32,
       "write true or false"},
      {"process.code_signature.trusted>=true",
       "`process.code_signature.trusted` is of type boolean, which has no order", 33, "write true or false"},
      {"@timestamp:yesterday", "this value cannot be one of `@timestamp`, which is of type date", 12,
       date_hint},
      {"@timestamp>=now-7d", "dates relative to now have no meaning for an export", 13, date_hint},
      {"dns.answers:x", "`dns.answers` is of type object and has no value of its own", 13,
       "name a field in it, or ask with `:*` whether it has any"},
      {"dns.answers:{ ttl:x }", "this value cannot be one of `dns.answers.ttl`, which is of type long", 19,
       "write a decimal number"},
      {"a*:{ b:c }", "the field before `{` is one field, not a pattern", 1, ""},
  };
  const auto error_of = [](std::string_view query) -> std::optional<Error> {
    event::FieldSet fields;
    const auto compiled = program::compile(query, fields, {}, "rule.toml");
    return compiled ? std::nullopt : std::optional(compiled.error());
  };
  kql::check_errors(error_of, rows);
}

std::string warnings_of(std::string_view query) {
  event::FieldSet fields;
  const auto compiled = program::compile(query, fields);
  if (!compiled) return to_text(compiled.error());
  std::string out;
  for (const Errors& all : {compiled->warnings, compiled->unknown_fields}) {
    for (const Error& warning : all) out += to_text(warning) + "\n";
  }
  return out;
}

TEST_CASE("KQL: an unknown field is a warning, with the field that may be meant", "[kql][typing]") {
  CHECK(
      warnings_of("proces.name:x and proces.name:y") ==
      "1:1: `proces.name` is not a field of the Elastic Common Schema\n  proces.name:x and proces.name:y\n  "
      "^~~~~~~~~~~\n"
      "  did you mean `process.name`?\n");
  CHECK(warnings_of("labels_of_mine.ObjectDN:x") ==
        "1:1: `labels_of_mine.ObjectDN` is not a field of the Elastic Common Schema\n  "
        "labels_of_mine.ObjectDN:x\n"
        "  ^~~~~~~~~~~~~~~~~~~~~~~\n"
        "  its values are compared as text, or as numbers where both sides are numbers\n");
  CHECK(warnings_of("winlog.event_data.ObjectDN:x").empty());  // documents of a source have it
  CHECK(warnings_of("host.name:x and host.*:y and foo and \"labels.x\":z").find("labels") !=
        std::string::npos);
  CHECK(warnings_of("host.name:x and host.*:y and foo and not process:*").find("process") !=
        std::string::npos);
  CHECK(warnings_of("host.name:x and host.*:y and foo").empty());
}

TEST_CASE("KQL: a value that nothing can match is a warning", "[kql][typing]") {
  CHECK(warnings_of("destination.port:4.5") ==
        "1:18: no record can match this value\n  destination.port:4.5\n                   ^~~\n"
        "  a long is a whole number of 64 bits; analysed text is compared by its words\n");
}

// Every predicate that query text stands for, before those inside it: its print and what was written.
void append_written(const Predicate& tree, std::string_view query, const event::FieldSet& fields,
                    std::string& out) {
  if (tree.span.empty()) return;
  out += print(tree, fields) + " <- [" + std::string(tree.span.in(query)) + "]\n";
  for (const Predicate& child : tree.children) append_written(child, query, fields, out);
}

std::string written(std::string_view query) {
  event::FieldSet fields;
  const auto compiled = program::compile(query, fields);
  if (!compiled) return to_text(compiled.error());
  std::string out;
  append_written(compiled->written, query, fields, out);
  return out;
}

TEST_CASE("KQL: the tree as written has one predicate per node, with its text", "[kql][typing]") {
  const std::vector<kql::PrintRow> rows{
      {"", ""},
      {"not *", "(not true) <- [not *]\ntrue <- [*]\n"},
      {"not not host.name:a",
       "(not (not (text host.name \"a\"))) <- [not not host.name:a]\n"
       "(not (text host.name \"a\")) <- [not host.name:a]\n(text host.name \"a\") <- [host.name:a]\n"},
      {"(process.pid:4 or process.pid:4.5) and process.pid >= 2",
       "(and (or (number process.pid 4) false) (number process.pid 2..)) <- "
       "[(process.pid:4 or process.pid:4.5) and process.pid >= 2]\n"
       "(or (number process.pid 4) false) <- [(process.pid:4 or process.pid:4.5)]\n"
       "(number process.pid 4) <- [process.pid:4]\nfalse <- [process.pid:4.5]\n"
       "(number process.pid 2..) <- [process.pid >= 2]\n"},
      {"process.pid:(4 or (5 and not 4))",
       "(or (number process.pid 4) (and (number process.pid 5) (not (number process.pid 4)))) <- "
       "[process.pid:(4 or (5 and not 4))]\n"
       "(number process.pid 4) <- [4]\n"
       "(and (number process.pid 5) (not (number process.pid 4))) <- [(5 and not 4)]\n"
       "(number process.pid 5) <- [5]\n(not (number process.pid 4)) <- [not 4]\n"
       "(number process.pid 4) <- [4]\n"},
      {"labels.x:4 or ab",
       "(or (or (text labels.x \"4\") (number labels.x 4 real 4)) (or (text * \"ab\") (words * \"ab\") "
       "(script-words * \"ab\"))) <- "
       "[labels.x:4 or ab]\n"
       "(or (text labels.x \"4\") (number labels.x 4 real 4)) <- [labels.x:4]\n"
       "(or (text * \"ab\") (words * \"ab\") (script-words * \"ab\")) <- [ab]\n"},
      {"dns.answers:{ ttl:1 and type:A }",
       "(nested dns.answers (and (number dns.answers.ttl 1) (text dns.answers.type \"A\"))) <- "
       "[dns.answers:{ ttl:1 and type:A }]\n"
       "(and (number dns.answers.ttl 1) (text dns.answers.type \"A\")) <- [ttl:1 and type:A]\n"
       "(number dns.answers.ttl 1) <- [ttl:1]\n(text dns.answers.type \"A\") <- [type:A]\n"},
  };
  kql::check_prints(written, rows);
}

}  // namespace
}  // namespace firstseen::predicate
