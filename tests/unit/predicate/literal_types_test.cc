// The readers of typed literals: numbers, dates and words.
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "predicate/analysis.h"
#include "predicate/date_literal.h"
#include "predicate/number.h"

namespace firstseen::predicate {
namespace {

TEST_CASE("KQL: numbers by value", "[kql][number]") {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> integer;
    std::optional<double> real;  // absent: no number
  };
  const std::vector<Row> rows{
      {"445", 445, 445.0},
      {"0445", 445, 445.0},
      {"+445", 445, 445.0},
      {"-445", -445, -445.0},
      {"-0", 0, 0.0},
      {"445.0", 445, 445.0},
      {"445.000", 445, 445.0},
      {"4.45e2", 445, 445.0},
      {"4.45E+2", 445, 445.0},
      {"445.5", std::nullopt, 445.5},
      {"-0.5", std::nullopt, -0.5},
      {"5e-1", std::nullopt, 0.5},
      {"9223372036854775807", INT64_MAX, 9223372036854775807.0},
      {"-9223372036854775808", INT64_MIN, -9223372036854775808.0},
      {"9223372036854775808", std::nullopt, 9223372036854775808.0},
      {"9007199254740993", 9007199254740993, 9007199254740992.0},
      {"1e-999", 0, 0.0},
      {"1e999", std::nullopt, std::numeric_limits<double>::infinity()},
      {"-1e999", std::nullopt, -std::numeric_limits<double>::infinity()},
      {"", {}, {}},
      {"-", {}, {}},
      {".5", {}, {}},
      {"5.", {}, {}},
      {"0x1BD", {}, {}},
      {"1e", {}, {}},
      {"1e+", {}, {}},
      {"inf", {}, {}},
      {"nan", {}, {}},
      {" 1", {}, {}},
      {"1 ", {}, {}},
      {"1,000", {}, {}},
      {"--1", {}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto number = parse_number(row.text);
    REQUIRE(number.has_value() == row.real.has_value());
    if (!number) continue;
    CHECK(number->integer == row.integer);
    CHECK(number->real == row.real);
  }
  CHECK(parse_plain_number("445.5"));
  CHECK(!parse_plain_number("1e5"));
}

TEST_CASE("KQL: a date literal is a span", "[kql][date]") {
  struct Row {
    std::string_view text;
    std::string_view span;
  };
  const std::vector<Row> rows{
      {"2026", "2026-01-01T00:00:00.000000000Z 2026-12-31T23:59:59.999999999Z"},
      {"2026-02", "2026-02-01T00:00:00.000000000Z 2026-02-28T23:59:59.999999999Z"},
      {"2024-02", "2024-02-01T00:00:00.000000000Z 2024-02-29T23:59:59.999999999Z"},
      {"2026-12", "2026-12-01T00:00:00.000000000Z 2026-12-31T23:59:59.999999999Z"},
      {"2026-03-01", "2026-03-01T00:00:00.000000000Z 2026-03-01T23:59:59.999999999Z"},
      {"2026-03-01T10", "2026-03-01T10:00:00.000000000Z 2026-03-01T10:59:59.999999999Z"},
      {"2026-03-01T10Z", "2026-03-01T10:00:00.000000000Z 2026-03-01T10:59:59.999999999Z"},
      {"2026-03-01T10:30", "2026-03-01T10:30:00.000000000Z 2026-03-01T10:30:59.999999999Z"},
      {"2026-03-01T10:30:05", "2026-03-01T10:30:05.000000000Z 2026-03-01T10:30:05.999999999Z"},
      {"2026-03-01 10:30:05", "2026-03-01T10:30:05.000000000Z 2026-03-01T10:30:05.999999999Z"},
      {"2026-03-01T10:30:05.1Z", "2026-03-01T10:30:05.100000000Z 2026-03-01T10:30:05.199999999Z"},
      {"2026-03-01T10:30:05.123Z", "2026-03-01T10:30:05.123000000Z 2026-03-01T10:30:05.123999999Z"},
      {"2026-03-01T10:30:05.123456789Z", "2026-03-01T10:30:05.123456789Z 2026-03-01T10:30:05.123456789Z"},
      {"2026-03-01T10:30:05+02:00", "2026-03-01T08:30:05.000000000Z 2026-03-01T08:30:05.999999999Z"},
      {"2026-03-01T10:30-0500", "2026-03-01T15:30:00.000000000Z 2026-03-01T15:30:59.999999999Z"},
      {"1772359805123", "2026-03-01T10:10:05.123000000Z 2026-03-01T10:10:05.123999999Z"},
      {"0", "1970-01-01T00:00:00.000000000Z 1970-01-01T00:00:00.000999999Z"},
      {"9999", "9999-01-01T00:00:00.000000000Z 9999-12-31T23:59:59.999999999Z"},
      {"", ""},
      {"2026-13", ""},
      {"2026-02-30", ""},
      {"2026-3-1", ""},
      {"2026-03-01T", ""},
      {"2026-03-01T1", ""},
      {"2026-03-01T25", ""},
      {"2026-03-01T10:30:05.", ""},
      {"now", ""},
      {"March", ""},
      {"1.5", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto span = parse_date_literal(row.text);
    std::string printed;
    if (span) {
      Timestamp first = span->first;
      Timestamp last = span->last;
      first.digits = last.digits = 9;
      printed = first.to_string() + " " + last.to_string();
    }
    CHECK(printed == row.span);
  }
  for (const std::string_view text : {"now", "now-7d", "now/d", "now+1h/h", "2026-03-01||+1M"})
    CHECK(is_date_math(text));
  for (const std::string_view text : {"nowhere", "2026-03-01", ""}) CHECK(!is_date_math(text));
}

TEST_CASE("KQL: the times beside a time", "[kql][date]") {
  CHECK(just_before({5, 0}) == Timestamp{4, 999'999'999});
  CHECK(just_before({5, 1}) == Timestamp{5, 0});
  CHECK(just_after({5, 999'999'999}) == Timestamp{6, 0});
  CHECK(just_after({5, 1}) == Timestamp{5, 2});
  CHECK(just_before(kFirstTime) == kFirstTime);
  CHECK(just_after(kLastTime) == kLastTime);
}

TEST_CASE("KQL: words of analysed text", "[kql][analysis]") {
  struct Row {
    std::string_view text;
    std::vector<std::string> words;
  };
  const std::vector<Row> rows{
      {"", {}},
      {" .,;!_ ", {}},
      {"The Quick-Brown fox", {"the", "quick", "brown", "fox"}},
      {"C:\\Windows\\System32\\cmd.exe /c", {"c", "windows", "system32", "cmd.exe", "c"}},
      {"www.example.com.", {"www.example.com"}},
      {"o'neil's", {"o'neil's"}},
      {"10.0.0.1:445", {"10.0.0.1", "445"}},
      {"1,000;5 1,a a,1", {"1,000;5", "1", "a", "a", "1"}},
      {"a:b 1:2", {"a:b", "1", "2"}},
      {"a.1 1.a", {"a", "1", "1", "a"}},
      {"snake_case __x__ ___", {"snake_case", "__x__"}},
      {"caf\xc3\xa9 \xc3\x89T\xc3\x89", {"caf\xc3\xa9", "\xc3\xa9t\xc3\xa9"}},
      {"a..b 'x'", {"a", "b", "x"}},
      {"Invoke-Mimikatz -DumpCreds", {"invoke", "mimikatz", "dumpcreds"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(analyse(event::Analyzer::kStandard, row.text) == row.words);
  }
}

TEST_CASE("KQL: words of a script are letters, digits, dashes and underscores", "[kql][analysis]") {
  struct Row {
    std::string_view text;
    std::vector<std::string> words;
  };
  const std::vector<Row> rows{
      {"", {}},
      {" .,;!\"' ", {}},
      {"Invoke-Mimikatz -DumpCreds", {"invoke-mimikatz", "-dumpcreds"}},
      {"[Reflection.Emit]::X_1", {"reflection", "emit", "x_1"}},
      {"$a--b - c", {"a--b", "-", "c"}},
      {"caf\xc3\xa9s \xe2\x84\xaa", {"caf", "s"}},  // as Java's \\w, without letters beyond ASCII
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(analyse(event::Analyzer::kScript, row.text) == row.words);
  }
}

TEST_CASE("KQL: phrases are consecutive words", "[kql][analysis]") {
  constexpr auto kStandard = event::Analyzer::kStandard;
  const auto has = [](std::string_view text, std::string_view phrase) {
    return has_phrase(kStandard, text, analyse(kStandard, phrase));
  };
  CHECK(has("the Quick brown fox", "quick BROWN"));
  CHECK(has("a a b", "a b"));
  CHECK(!has("quick red brown", "quick brown"));
  CHECK(!has("quick", "quick brown"));
  CHECK(has("x quick", "quick"));
  CHECK(has("der Über \u201cÄrger\u201d", "über ärger"));
  CHECK(has("Ä Ä b", "ä B"));
}

}  // namespace
}  // namespace firstseen::predicate
