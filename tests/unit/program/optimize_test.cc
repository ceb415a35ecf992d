#include "program/optimize.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "program/compile.h"
#include "support/kql/tables.h"

namespace firstseen::program {
namespace {

std::string optimized(std::string_view query, const CompileOptions& options = {}) {
  event::FieldSet fields;
  const auto compiled = compile(query, fields, options);
  return compiled ? print(compiled->tree, fields) : to_text(compiled.error());
}

void check(const std::vector<kql::PrintRow>& rows, const CompileOptions& options = {}) {
  kql::check_prints([&](std::string_view query) { return optimized(query, options); }, rows);
}

TEST_CASE("KQL: constants fold", "[kql][optimize]") {
  check({
      {"", "true"},
      {"not *", "false"},
      {"not not *", "true"},
      {"* and host.name:a", R"((text host.name "a"))"},
      {"* or host.name:a", "true"},
      {"not * and host.name:a", "false"},
      {"not * or host.name:a", R"((text host.name "a"))"},
      {"not (host.name:a and not *)", "true"},
      {"dns.answers:{ not * }", "false"},
      {"dns.answers:{ * }", "(nested dns.answers true)"},
      {"destination.port:(4.5 or 445)", "(number destination.port 445)"},
  });
}

TEST_CASE("KQL: negations and groups flatten", "[kql][optimize]") {
  check({
      {"not not host.name:a", R"((text host.name "a"))"},
      {"not (not (not host.name:a))", R"((not (text host.name "a")))"},
      {"host.name:a and (host.id:b and (user.id:c and user.name:d))",
       R"((and (text host.name "a") (text host.id "b") (text user.id "c") (text user.name "d")))"},
      {"host.name:a or (host.id:b or (user.id:c or host.name:d))",
       R"((or (text host.id "b") (text user.id "c") (text host.name "a" "d")))"},
      {"not (not host.name:a and not host.id:b)", R"((or (text host.name "a") (text host.id "b")))"},
      {"not host.name:a and not host.id:b", R"((not (or (text host.name "a") (text host.id "b"))))"},
  });
}

TEST_CASE("KQL: the tests of one slot in an or become one set", "[kql][optimize]") {
  check({
      {"destination.port:(445 or 139 or 445)", "(number destination.port 139 445)"},
      {"destination.port:(1 or 2) or destination.port>=5800", "(number destination.port 1 2 5800..)"},
      {"host.name:(b or aa or a or b)", R"((text host.name "a" "b" "aa"))"},
      {"host.name:(b or *x or y* or *x)", R"((or (text host.name "b") (like host.name "y*" "*x")))"},
      {"source.ip:10.0.0.0/8 or source.ip:(11.0.0.0/8 or \"::1\")",
       "(ip source.ip ::1 10.0.0.0-11.255.255.255)"},
      {"not source.ip:10.0.0.1 and not source.ip:10.0.0.2", "(not (ip source.ip 10.0.0.1-10.0.0.2))"},
      {"not source.ip:(10.0.0.1 or 10.0.0.2) and source.port:1 and not source.ip:10.0.0.3",
       "(and (number source.port 1) (not (ip source.ip 10.0.0.1-10.0.0.3)))"},
      {"source.ip:10.0.0.1 or destination.ip:10.0.0.2",
       "(or (ip source.ip 10.0.0.1) (ip destination.ip 10.0.0.2))"},
      {"source.ip:10.0.0.1 and source.ip:10.0.0.2", "(and (ip source.ip 10.0.0.1) (ip source.ip 10.0.0.2))"},
      {"process.code_signature.trusted:(true or false)",
       "(boolean process.code_signature.trusted false true)"},
      {"message:(b or a or \"c d\" or e*)", R"((words message "a" "b" phrase "c d" like "e*"))"},
      {"process.name.caseless:(B or A)", R"((text-caseless process.name.caseless "a" "b"))"},
      {"@timestamp:2026-03-01 or @timestamp:2026-03-01T10",
       "(date @timestamp 2026-03-01T00:00:00.000000000Z..2026-03-01T23:59:59.999999999Z)"},
      {"x.y:1 or x.y:2", R"((or (number x.y 1 2 real 1 2) (text x.y "1" "2")))"},
  });
}

TEST_CASE("KQL: cheap tests come first, equal ones in their order", "[kql][optimize]") {
  check({
      {"message:a and process.args:*x* and source.ip:10.0.0.1 and host.name:a and process.pid:4 and "
       "user.id:*",
       R"((and (exists user.id) (number process.pid 4) (ip source.ip 10.0.0.1) (text host.name "a") )"
       R"((like process.args "*x*") (words message "a")))"},
      {"(host.name:a* or host.id:b) and user.id:c",
       R"((and (text user.id "c") (or (text host.id "b") (like host.name "a*"))))"},
      {"user.id:b and host.name:a", R"((and (text user.id "b") (text host.name "a")))"},
  });
}

constexpr std::string_view kPrivate =
    "10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255 192.168.0.0-192.168.255.255";

TEST_CASE("KQL: internal networks join the groups that list RFC 1918, and no other", "[kql][optimize]") {
  CompileOptions options;
  options.internal_networks = {*Cidr::parse("20.0.0.0/8"), *Cidr::parse("fd00::/8")};
  const std::string with =
      "10.0.0.0-10.255.255.255 20.0.0.0-20.255.255.255 172.16.0.0-172.31.255.255 "
      "192.168.0.0-192.168.255.255 fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
  const std::string list = "10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16";
  const std::vector<kql::PrintRow> rows{
      {"source.ip:(" + list + ")", "(ip source.ip " + with + ")"},
      {"not source.ip:(" + list + ")", "(not (ip source.ip " + with + "))"},
      {"source.ip:(192.168.0.0/16 or (172.16.0.0/12 or 10.1.2.3/8))", "(ip source.ip " + with + ")"},
      {"source.ip:10.0.0.0/8 or source.ip:172.16.0.0/12 or source.ip:192.168.0.0/16",
       "(ip source.ip " + with + ")"},
      {"not source.ip:10.0.0.0/8 and not source.ip:172.16.0.0/12 and not source.ip:192.168.0.0/16",
       "(not (ip source.ip " + with + "))"},
      {"source.ip:(10.0.0.0/8 or 172.16.0.0/12)",
       "(ip source.ip 10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255)"},
      {"source.ip:(10.0.0.0/8 or 172.16.0.0/12) and not source.ip:192.168.0.0/16",
       "(and (not (ip source.ip 192.168.0.0-192.168.255.255)) "
       "(ip source.ip 10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255))"},
      {"source.ip:0.0.0.0/0", "(ip source.ip 0.0.0.0-255.255.255.255)"},
      {"source.ip:(10.0.0.0/9 or 10.128.0.0/9 or 172.16.0.0/12 or 192.168.0.0/16)",
       "(ip source.ip " + std::string(kPrivate) + ")"},
      {"source.ip:(10.0.0.0/8 or 172.16.0.0/12) or destination.ip:192.168.0.0/16",
       "(or (ip destination.ip 192.168.0.0-192.168.255.255) "
       "(ip source.ip 10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255))"},
  };
  check(rows, options);
  CHECK(optimized("source.ip:(" + list + ")") == "(ip source.ip " + std::string(kPrivate) + ")");
}

TEST_CASE("KQL: optimizing twice changes nothing", "[kql][optimize]") {
  for (const std::string_view query :
       {"not a.b:1 and not (host.name:x or not message:y) or source.ip:10.0.0.1",
        "dns.answers:{ not type:A }", "not *"}) {
    CAPTURE(query);
    event::FieldSet fields;
    auto compiled = compile(query, fields);
    REQUIRE(compiled);
    const std::string once = print(compiled->tree, fields);
    CHECK(print(optimize(std::move(compiled->tree)), fields) == once);
  }
}

}  // namespace
}  // namespace firstseen::program
