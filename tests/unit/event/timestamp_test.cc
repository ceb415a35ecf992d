#include "firstseen/timestamp.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

std::string print(const std::optional<Timestamp>& time) {
  return time ? time->to_string() : "none";
}

std::string print(const std::optional<ParsedTime>& parsed) {
  return parsed ? parsed->time.to_string() + (parsed->zoned ? "" : " unzoned") : "none";
}

struct Row {
  std::string_view text;
  std::string_view printed;
};

TEST_CASE("parse_iso_time reads every form that exporters write", "[event]") {
  const std::vector<Row> rows{
      {"2026-03-01T00:00:00.123Z", "2026-03-01T00:00:00.123Z"},
      {"2026-03-01T23:59:59Z", "2026-03-01T23:59:59.000Z"},
      {"2026-03-01T23:59Z", "2026-03-01T23:59:00.000Z"},
      {"2026-03-01T23:59:59.1z", "2026-03-01T23:59:59.100Z"},
      {"2026-03-01 12:34:56.789", "2026-03-01T12:34:56.789Z unzoned"},
      {"2026-03-01T12:34:56", "2026-03-01T12:34:56.000Z unzoned"},
      {"2026-03-01", "2026-03-01T00:00:00.000Z unzoned"},
      {"2026-03-01 12:34:56 UTC", "2026-03-01T12:34:56.000Z"},
      {"2026-03-01 12:34:56.5UTC", "2026-03-01T12:34:56.500Z"},
      {"2026-03-01 12:34:56.5 Z", "2026-03-01T12:34:56.500Z"},
      {"2026-03-01 12:34:56.5 +01:00", "2026-03-01T11:34:56.500Z"},
      {"2026-03-01T12:34:56,789Z", "2026-03-01T12:34:56.789Z"},
      // Offsets.
      {"2026-03-01T12:34:56+01:00", "2026-03-01T11:34:56.000Z"},
      {"2026-03-01T12:34:56+0545", "2026-03-01T06:49:56.000Z"},
      {"2026-03-01T12:34:56-03", "2026-03-01T15:34:56.000Z"},
      {"2026-03-01T00:30:00.25+01:00", "2026-02-28T23:30:00.250Z"},
      {"2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000Z"},
      {"2026-03-01T12:00:00+18:00", "2026-02-28T18:00:00.000Z"},
      {"2026-03-01T12:00:00-00:00", "2026-03-01T12:00:00.000Z"},
      // Fractions: 3 to 9 digits are kept, fewer are filled up, more are dropped.
      {"2026-03-01T00:00:00.1234Z", "2026-03-01T00:00:00.1234Z"},
      {"2026-03-01T00:00:00.1234567Z", "2026-03-01T00:00:00.1234567Z"},
      {"2026-03-01T00:00:00.123456789Z", "2026-03-01T00:00:00.123456789Z"},
      {"2026-03-01T00:00:00.12345678901234567890Z", "2026-03-01T00:00:00.123456789Z"},
      {"2026-03-01T00:00:00.000000000999999Z", "2026-03-01T00:00:00.000000000Z"},
      {"2026-03-01T00:00:00.999999999999999999Z", "2026-03-01T00:00:00.999999999Z"},
      {"2026-03-01T00:00:00.1000000Z", "2026-03-01T00:00:00.1000000Z"},
      // The calendar.
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
      {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
      {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
      {"0000-02-29T00:00:00Z", "0000-02-29T00:00:00.000Z"},
      {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
      // A leap second is the second after.
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
      {"2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(parse_iso_time(row.text)) == row.printed);
  }
}

TEST_CASE("parse_iso_time refuses everything else", "[event]") {
  const std::vector<std::string_view> texts{
      "",
      " ",
      "2026",
      "2026-03",
      "2026-3-1",
      "26-03-01",
      "20260301",
      "2026/03/01",
      "2026-03-01T",
      "2026-03-01 ",
      "2026-03-01Z",
      "2026-03-01T12",
      "2026-03-01T12Z",
      "2026-03-01T1:02:03Z",
      "2026-03-01t12:00:00Z",
      "2026-03-01T12:00:",
      "2026-03-01T12:00:00.",
      "2026-03-01T12:00:00.Z",
      "2026-03-01T12:00:00,Z",
      "2026-03-01T12:00:00ZZ",
      "2026-03-01T12:00:00Z ",
      " 2026-03-01T12:00:00Z",
      "2026-03-01T12:00:00 ",
      "2026-03-01T12:00:00 PST",
      "2026-03-01T12:00:00+",
      "2026-03-01T12:00:00+1",
      "2026-03-01T12:00:00+01:",
      "2026-03-01T12:00:00+01:0",
      "2026-03-01T12:00:00+010",
      "2026-03-01T12:00:00+01:00:00",
      "2026-03-01T12:00:00+19:00",
      "2026-03-01T12:00:00+18:01",
      "2026-03-01T12:00:00+01:60",
      "2026-00-01",
      "2026-13-01",
      "2026-03-00",
      "2026-03-32",
      "2026-04-31",
      "2026-02-29",
      "1900-02-29",
      "2100-02-29",
      "2026-03-01T24:00:00Z",
      "2026-03-01T23:60:00Z",
      "2026-03-01T23:59:61Z",
      "9999-12-31T23:59:60Z",
      "9999-12-31T23:59:59-00:01",
      "0000-01-01T00:00:00+00:01",
      "-001-01-01",
      "+2026-03-01",
      "12026-03-01",
      "2026-03-01T12:00:00\n",
      "1664811149466",
      std::string_view("2026-03-01\0", 11),
  };
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(print(parse_iso_time(text)) == "none");
  }
}

TEST_CASE("parse_written_time reads what consoles and serializers write", "[event]") {
  const std::string written = "2026-03-02T09:15:00.123Z";
  for (const auto& [text, printed] : std::vector<std::pair<std::string, std::string>>{
           {"3/2/2026, 9:15:00.123 AM", "2026-03-02T09:15:00.123Z unzoned"},
           {"03/02/2026 09:15:00.123 am", "2026-03-02T09:15:00.123Z unzoned"},
           {"3/2/2026, 9:15:00.123\xe2\x80\xaf"
            "PM",
            "2026-03-02T21:15:00.123Z unzoned"},
           {"3/2/2026 12:15 AM", "2026-03-02T00:15:00.000Z unzoned"},
           {"12/31/2026, 12:59:59 PM", "2026-12-31T12:59:59.000Z unzoned"},
           {"Mar 2, 2026 @ 09:15:00.123", "2026-03-02T09:15:00.123Z unzoned"},
           {"December 31, 2026 @ 23:59:59", "2026-12-31T23:59:59.000Z unzoned"},
           {"May 2, 2026 @ 09:15:00.123456789", "2026-05-02T09:15:00.123456789Z unzoned"},
           {"Mar 2 2026 @ 09:15:00", "2026-03-02T09:15:00.000Z unzoned"},
           {"Mar 2, 2026 9:15:00 AM", "2026-03-02T09:15:00.000Z unzoned"},
           {"Mar 02, 2026 09:15:00", "2026-03-02T09:15:00.000Z unzoned"},
           {"March 2, 2026 at 9:15 PM", "2026-03-02T21:15:00.000Z unzoned"},
           {"Monday, March 2, 2026 9:15:00 AM", "2026-03-02T09:15:00.000Z unzoned"},
           {"Mon, 02 Mar 2026 09:15:00 GMT", "2026-03-02T09:15:00.000Z"},
           {"02-Mar-2026 09:15:00 +0100", "2026-03-02T08:15:00.000Z"},
           {"3/2/2026 9:15:00 AM +00:00", "2026-03-02T09:15:00.000Z"},
           {"2026/03/02 09:15:00", "2026-03-02T09:15:00.000Z unzoned"},
           {"2026-03-02 09:15:00.123 +0000 UTC", "2026-03-02T09:15:00.123Z"},
           {" 2026-03-02T09:15:00.123Z ", "2026-03-02T09:15:00.123Z"},
           {"2026-03-02t09:15:00z", "2026-03-02T09:15:00.000Z"},
           {"20260302T091500Z", "2026-03-02T09:15:00.000Z"},
           {"20260302T091500.123+0100", "2026-03-02T08:15:00.123Z"},
           {"02/Mar/2026:09:15:00 +0000", "2026-03-02T09:15:00.000Z"},
           {"Mon Mar  2 09:15:00 2026", "2026-03-02T09:15:00.000Z unzoned"},
           {"Mon Mar 22 09:15:00.123 2026", "2026-03-22T09:15:00.123Z unzoned"},
           {"/Date(1772442900123)/", "2026-03-02T09:15:00.123Z"},
           {"/Date(1772442900123+0100)/", "2026-03-02T09:15:00.123Z"},
           {"/Date(-1)/", "1969-12-31T23:59:59.999Z"},
       }) {
    CAPTURE(text);
    CHECK(print(parse_written_time(text)) == printed);
  }
  for (const char* const text : {"",
                                 "3",
                                 "3/2/2026",
                                 "3/2/2026, 9:15:00",
                                 "13/2/2026, 9:15:00 AM",
                                 "2/30/2026, 9:15:00 AM",
                                 "3/2/2026, 13:15:00 PM",
                                 "3/2/2026, 0:15:00 AM",
                                 "3/2/2026, 9:15:00 XM",
                                 "3/2/2026, 9:15:00 AMx",
                                 "3/2/26, 9:15:00 AM",
                                 "Mai 2, 2026 @ 09:15:00",
                                 "Mar 2, 2026",
                                 "March, 2026 @ 09:15:00",
                                 "Mar 2, 2026 @ 09:15:00 CEST",
                                 "Monday 09:15:00",
                                 "2-13-2026 09:15:00",
                                 "2026-03-02T09:15:00.123 UTC+",
                                 "Mar 2, 2026 @ 24:00:00",
                                 "Mar  2 09:15:00",
                                 "Feb 29 09:15:00 2025",
                                 "20260302091500",
                                 "20260302T0915",
                                 "20261302T091500Z",
                                 "02/Mai/2026:09:15:00",
                                 "/Date()/",
                                 "/Date(x)/",
                                 "/Date(1)",
                                 "/Date(",
                                 "/Date(1)/x"}) {
    CAPTURE(text);
    CHECK(print(parse_written_time(text)) == "none");
  }
}

TEST_CASE("parse_time_argument reads a date or a time", "[event]") {
  const std::vector<Row> rows{
      {"2026-03-01", "2026-03-01T00:00:00.000Z"},
      {"2026-03-01T10:00", "2026-03-01T10:00:00.000Z"},
      {"2026-03-01T10:00:00.5+02:00", "2026-03-01T08:00:00.500Z"},
      {"yesterday", "none"},
      {"7d", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(parse_time_argument(row.text)) == row.printed);
  }
}

TEST_CASE("parse_epoch tells units apart by magnitude", "[event]") {
  const std::vector<Row> rows{
      {"0", "1970-01-01T00:00:00.000Z"},
      {"1664811149", "2022-10-03T15:32:29.000Z"},
      {"1664811149466", "2022-10-03T15:32:29.466Z"},
      {"1664811149466123", "2022-10-03T15:32:29.466123Z"},
      {"1664811149466123456", "2022-10-03T15:32:29.466123456Z"},
      // The edges: the last of each unit and the first of the next.
      {"100000000000", "5138-11-16T09:46:40.000Z"},
      {"100000000001", "1973-03-03T09:46:40.001Z"},
      {"100000000000000", "5138-11-16T09:46:40.000Z"},
      {"100000000000001", "1973-03-03T09:46:40.000001Z"},
      {"100000000000000000", "5138-11-16T09:46:40.000000Z"},
      {"100000000000000001", "1973-03-03T09:46:40.000000001Z"},
      {"9223372036854775807", "2262-04-11T23:47:16.854775807Z"},
      // Fractions.
      {"1590282831.206106", "2020-05-24T01:13:51.206106Z"},
      {"1590282831.5", "2020-05-24T01:13:51.500Z"},
      {"1590282831.0", "2020-05-24T01:13:51.000Z"},
      {"1590282831.12345678901234567890", "2020-05-24T01:13:51.123456789Z"},
      {"1664811149466.25", "2022-10-03T15:32:29.46625Z"},
      {"1664811149466123.5", "2022-10-03T15:32:29.4661235Z"},
      {"1664811149466123456.9", "2022-10-03T15:32:29.466123456Z"},
      // Before 1970.
      {"-1", "1969-12-31T23:59:59.000Z"},
      {"-86400", "1969-12-31T00:00:00.000Z"},
      {"-1664811149466", "1917-03-31T08:27:30.534Z"},
      {"-9223372036854775808", "1677-09-21T00:12:43.145224192Z"},
      // No number, or none that is a time.
      {"", "none"},
      {"abc", "none"},
      {" 1", "none"},
      {"1 ", "none"},
      {"+1", "none"},
      {"1.", "none"},
      {".5", "none"},
      {"-0.5", "none"},
      {"-1.5", "none"},
      {"1.5.5", "none"},
      {"1.-5", "none"},
      {"1e9", "2001-09-09T01:46:40.000Z"},
      {"1.772442900123E+12", "2026-03-02T09:15:00.123Z"},
      {"17724429001235e-1", "none"},
      {"1e19", "none"},
      {"e5", "none"},
      {"1.e", "none"},
      {"0x10", "none"},
      {"9223372036854775808", "none"},
      {"99999999999999999999", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(parse_epoch(row.text)) == row.printed);
  }
}

TEST_CASE("parse_epoch_millis reads milliseconds of any size", "[event]") {
  const std::vector<Row> rows{
      {"0", "1970-01-01T00:00:00.000Z"},
      {"1", "1970-01-01T00:00:00.001Z"},
      {"-1", "1969-12-31T23:59:59.999Z"},
      {"-1000", "1969-12-31T23:59:59.000Z"},
      {"1664811149", "1970-01-20T06:26:51.149Z"},
      {"1664811149466", "2022-10-03T15:32:29.466Z"},
      {"1664811149466.5", "2022-10-03T15:32:29.4665Z"},
      {"253402300799999", "9999-12-31T23:59:59.999Z"},
      {"253402300800000", "none"},
      {"-62167219200000", "0000-01-01T00:00:00.000Z"},
      {"-62167219200001", "none"},
      {"x", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(parse_epoch_millis(row.text)) == row.printed);
  }
}

TEST_CASE("parse_filetime counts 100 ns ticks since 1601", "[event]") {
  const std::vector<Row> rows{
      {"0", "1601-01-01T00:00:00.0000000Z"},
      {"1", "1601-01-01T00:00:00.0000001Z"},
      {"9999999", "1601-01-01T00:00:00.9999999Z"},
      {"116444736000000000", "1970-01-01T00:00:00.0000000Z"},
      {"116444735999999999", "1969-12-31T23:59:59.9999999Z"},
      // Beyond 2^53, where a double would lose ticks.
      {"132347564312061063", "2020-05-24T01:13:51.2061063Z"},
      {"132347564312061065", "2020-05-24T01:13:51.2061065Z"},
      {"2650467743999999999", "9999-12-31T23:59:59.9999999Z"},
      {"2650467744000000000", "none"},
      {"9223372036854775807", "none"},
      {"9223372036854775808", "none"},
      {"-1", "none"},
      {"1.5", "none"},
      {"", "none"},
      {"0x1", "none"},
      {"1 ", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(parse_filetime(row.text)) == row.printed);
  }
}

TEST_CASE("Times print what they read back", "[event]") {
  std::mt19937_64 random(3339);
  std::uniform_int_distribution<std::int64_t> seconds(-62'167'219'200, 253'402'300'799);
  for (int i = 0; i < 20'000; ++i) {
    Timestamp time{seconds(random), 0, static_cast<std::uint8_t>(3 + random() % 7)};
    std::uint32_t step = 1;
    for (int digit = time.digits; digit < 9; ++digit) step *= 10;
    time.nanos = static_cast<std::uint32_t>(random() % (1'000'000'000 / step)) * step;
    CAPTURE(time.to_string());
    const auto parsed = parse_iso_time(time.to_string());
    REQUIRE(parsed);
    REQUIRE(parsed->zoned);
    REQUIRE(parsed->time == time);
    REQUIRE(parsed->time.digits == time.digits);
  }
}

TEST_CASE("Every day of four centuries follows the one before", "[event]") {
  std::string before;
  for (std::int64_t day = -146'097; day <= 146'097; ++day) {
    const std::string text = Timestamp{day * 86'400}.to_string();
    REQUIRE(before < text);
    REQUIRE(parse_iso_time(text)->time.seconds == day * 86'400);
    before = text;
  }
}

TEST_CASE("Times compare by value, whatever their digits", "[event]") {
  CHECK(Timestamp{1, 500'000'000, 3} == Timestamp{1, 500'000'000, 9});
  CHECK(Timestamp{1, 999'999'999, 9} < Timestamp{2, 0, 3});
  CHECK(Timestamp{-1, 0, 3} < Timestamp{-1, 1, 9});
}

TEST_CASE("plus moves by seconds and saturates", "[event]") {
  CHECK(Timestamp{10, 5, 9}.plus(-20) == Timestamp{-10, 5, 9});
  CHECK(Timestamp{10, 5, 7}.plus(1).digits == 7);
  CHECK(Timestamp{10, 5, 9}.plus(kForever).seconds == INT64_MAX);
  CHECK(Timestamp{-10, 5, 9}.plus(-kForever).seconds == INT64_MIN);
}

TEST_CASE("to_string stays within the years that can be printed", "[event]") {
  CHECK(Timestamp{INT64_MAX, 0, 3}.to_string() == "9999-12-31T23:59:59.000Z");
  CHECK(Timestamp{INT64_MIN, 0, 3}.to_string() == "0000-01-01T00:00:00.000Z");
  CHECK(Timestamp{0, 123'456'789, 0}.to_string() == "1970-01-01T00:00:00.123Z");
  CHECK(Timestamp{0, 123'456'789, 200}.to_string() == "1970-01-01T00:00:00.123456789Z");
}

}  // namespace
}  // namespace firstseen
