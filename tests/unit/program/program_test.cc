#include "program/program.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "kql/lexer.h"
#include "kql/parser.h"
#include "predicate/field_test.h"
#include "program/compile.h"
#include "program/optimize.h"
#include "support/kql/record.h"
#include "support/kql/tables.h"

namespace firstseen::program {
namespace {

std::string printed(std::string_view query) {
  event::FieldSet fields;
  const auto compiled = compile(query, fields);
  return compiled ? compiled->program.print(fields) : to_text(compiled.error());
}

TEST_CASE("KQL: programs print", "[kql][program]") {
  const std::vector<kql::PrintRow> rows{
      {"", "yes\n"},
      {"not *", "no\n"},
      {"host.name:a", "0: text host.name \"a\" -> yes | no\n"},
      {"not host.name:a", "0: text host.name \"a\" -> no | yes\n"},
      {"process.pid:4 and host.name:a and not source.ip:10.0.0.0/8",
       "0: number process.pid 4 -> 1 | no\n"
       "1: text host.name \"a\" -> 2 | no\n"
       "2: ip source.ip 10.0.0.0-10.255.255.255 -> no | yes\n"},
      {"(process.pid:4 or host.name:(b or a)) and user.name:x*",
       "0: number process.pid 4 -> 2 | 1\n"
       "1: text host.name \"a\" \"b\" -> 2 | no\n"
       "2: like user.name \"x*\" -> yes | no\n"},
      {"not (process.pid:4 and host.name:a)",
       "0: number process.pid 4 -> 1 | yes\n"
       "1: text host.name \"a\" -> no | yes\n"},
      {"dns.answers:{ type:A and not ttl<=5 }",
       "0: first dns.answers -> 1 | no\n"
       "1: number dns.answers.ttl ..5 -> 3 | 2\n"
       "2: text dns.answers.type \"A\" -> yes | 3\n"
       "3: next dns.answers -> 1 | no\n"},
      {"not a:{ b:{ * } }",
       "0: first a -> 1 | yes\n"
       "1: first a.b -> no | 3\n"
       "2: next a.b -> no | 3\n"
       "3: next a -> 1 | yes\n"},
      {"process.code_signature.trusted:true or @timestamp>=2026-03-01 or message:\"a b\" or "
       "event.risk_score:1.5",
       "0: boolean process.code_signature.trusted true -> yes | 1\n"
       "1: number event.risk_score real 1.5 -> yes | 2\n"
       "2: date @timestamp 2026-03-01T00:00:00.000000000Z.. -> yes | 3\n"
       "3: words message phrase \"a b\" -> yes | no\n"},
      {"host.name>=m or process.name.caseless:B",
       "0: text-range host.name >=\"m\" -> yes | 1\n"
       "1: text-caseless process.name.caseless \"b\" -> yes | no\n"},
  };
  kql::check_prints(printed, rows);
}

TEST_CASE("KQL: a program without a query matches everything", "[kql][program]") {
  const event::FieldSet fields;
  const event::NetworkEvent event(fields);
  CHECK(Program().matches(event));
}

TEST_CASE("KQL: filters of other languages join a query as trees", "[kql][program]") {
  event::FieldSet fields;
  auto query = compile("process.name:(cmd.exe or pwsh.exe)", fields);
  REQUIRE(query);
  const auto path = predicate::TestedField::of(fields, *fields.add("process.executable"));
  const auto port = predicate::TestedField::of(fields, event::kDestinationPort);
  auto wildcard = predicate::matches(path, text::Wildcard::from_dsl("c:\\\\*\\\\?md.exe", true));
  auto range = predicate::compares(port, kql::RangeOperator::kGreater, kql::Literal::of_text("1024"));
  auto term = predicate::equals(port, kql::Literal::of_text("4444"));
  REQUIRE((wildcard && range && term));
  std::vector<predicate::Predicate> all;
  all.push_back(std::move(query->tree));
  all.push_back(optimize(std::move(*wildcard)));
  all.push_back(optimize(predicate::Predicate::negation(std::move(*term))));
  all.push_back(optimize(std::move(*range)));
  const Program program = Program::program_from(predicate::Predicate::all_of(std::move(all)));
  const std::string common = "process.name=cmd.exe; process.executable=C:\\Windows\\CMD.exe; ";
  CHECK(program.matches(kql::Record(fields, common + "destination.port=5000").event()));
  CHECK(!program.matches(kql::Record(fields, common + "destination.port=4444").event()));
  CHECK(!program.matches(kql::Record(fields, common + "destination.port=445").event()));
  CHECK(!program.matches(kql::Record(fields, "process.name=cmd.exe; destination.port=5000").event()));
  CHECK(!predicate::equals(port, kql::Literal::of_text("http")));
}

// A hundred thousand values in about the time of a sort: a quadratic step would take minutes.
TEST_CASE("KQL: wide lists compile quickly, whatever their type and shape", "[kql][program]") {
  struct Row {
    std::string_view field;
    std::string_view prefix;
    std::string_view suffix;
    std::string_view joint;
  };
  const std::vector<Row> rows{
      {"host.name", "", "", " or "},
      {"host.name", "x", "*", " or "},
      {"process.pid", "", "", " or "},
      {"message", "", "", " or "},
      {"a.b", "", "", " or "},
      {"@timestamp", "", "", " or "},
      {"source.ip", "\"::", "\"", " or "},
      {"host.*", "", "", " or "},
      {"host.name", "", "", " and not "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field, row.joint);
    std::string query(row.field);
    query += ":(";
    for (int i = 10'000; query.size() + 32 < kql::kMaxQueryBytes && i < 99'000; ++i) {
      if (i > 10'000) query += row.joint;
      query += row.prefix;
      std::string value = std::to_string(i);
      if (row.prefix.ends_with(':')) value.insert(1, ":");
      query += value;
      query += row.suffix;
    }
    query += ")";
    const auto begin = std::chrono::steady_clock::now();
    event::FieldSet fields;
    const auto compiled = compile(query, fields);
    REQUIRE(compiled);
    CHECK(compiled->program.size() < 8);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  }
}

TEST_CASE("KQL: deep queries compile and run", "[kql][program]") {
  std::string query;
  std::string record;
  for (std::size_t i = 0; i < kql::kMaxNesting; ++i) query += "r:{";
  query += "x:1";
  for (std::size_t i = 0; i < kql::kMaxNesting; ++i) query += "}";
  CHECK(!kql::matches(query, "r.x=1"));
  query.clear();
  for (std::size_t i = 0; i < kql::kMaxNesting; ++i)
    query += i % 2 == 0 ? "host.name:a or (" : "process.pid:4 and (";
  query += "user.id:b" + std::string(kql::kMaxNesting, ')');
  CHECK(kql::matches(query, "user.id=b; process.pid=4"));
  CHECK(!kql::matches(query, "user.id=c; process.pid=4"));
}

}  // namespace
}  // namespace firstseen::program
