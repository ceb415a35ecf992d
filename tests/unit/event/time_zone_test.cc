// Local times as UTC, with the zones of the system.
#include "event/time_zone.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace firstseen::event {
namespace {

// The UTC of a local time; `?` if there is no such zone.
std::string utc(const std::string& zone, const std::string& local) {
  const auto named = TimeZone::named(zone);
  const auto parsed = parse_iso_time(local);
  if (!named || !parsed) return "?";
  return named->to_utc(parsed->time).to_string();
}

std::string number(std::size_t bytes, std::int64_t value) {
  std::string out;
  for (std::size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

// A file of a zone without changes, one hour east, with a rule.
std::string file_with(const std::string& rule) {
  std::string header = "TZif2" + std::string(15, '\0');
  for (const int count : {0, 0, 0, 0, 1, 4}) header += number(4, count);
  const std::string types = number(4, 3600) + number(2, 0) + std::string("CET\0", 4);
  return header + types + header + types + "\n" + rule + "\n";
}

}  // namespace

TEST_CASE("time zones: offsets, and zones of the system, in summer and winter") {
  CHECK(utc("UTC", "2026-03-01T10:00:00.123") == "2026-03-01T10:00:00.123Z");
  CHECK(utc("+02:00", "2026-03-01T10:00:00") == "2026-03-01T08:00:00.000Z");
  CHECK(utc("-0330", "2026-03-01T10:00:00") == "2026-03-01T13:30:00.000Z");
  if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Berlin")) SKIP("no zones");
  struct Row {
    const char* zone;
    const char* local;
    const char* utc;
  };
  const std::vector<Row> rows{
      {"Europe/Berlin", "2026-01-15T12:00:00", "2026-01-15T11:00:00.000Z"},
      {"Europe/Berlin", "2026-07-15T12:00:00", "2026-07-15T10:00:00.000Z"},
      // Clocks are put forward from two to three, and back from three to two.
      {"Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59.000Z"},
      {"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"},
      {"Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z"},
      {"Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59.000Z"},
      {"Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"},
      {"Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00.000Z"},
      // Beyond the changes of the file, by its rule.
      {"Europe/Berlin", "2050-07-15T12:00:00", "2050-07-15T10:00:00.000Z"},
      {"Europe/Berlin", "2050-12-15T12:00:00", "2050-12-15T11:00:00.000Z"},
      {"America/New_York", "2026-07-15T12:00:00", "2026-07-15T16:00:00.000Z"},
      {"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00.000Z"},
      {"Australia/Sydney", "2026-01-15T12:00:00", "2026-01-15T01:00:00.000Z"},
      {"Australia/Sydney", "2060-07-15T12:00:00", "2060-07-15T02:00:00.000Z"},
      {"Australia/Lord_Howe", "2026-01-15T12:00:00", "2026-01-15T01:00:00.000Z"},
      {"Australia/Lord_Howe", "2026-07-15T12:00:00", "2026-07-15T01:30:00.000Z"},
      {"Asia/Kolkata", "2026-07-15T12:00:00", "2026-07-15T06:30:00.000Z"},
      {"Etc/GMT+5", "2026-07-15T12:00:00", "2026-07-15T17:00:00.000Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.zone, row.local);
    CHECK(utc(row.zone, row.local) == row.utc);
  }
}

TEST_CASE("time zones: a name is no path, and a misspelt one suggests another") {
  for (const char* const name : {"", "..", "../zoneinfo/UTC", "/etc/localtime", "Europe/../UTC", "Europe",
                                 "Europe/Berlin/", "+25:00", "tzdata.zi", "zone.tab", "CET CEST"}) {
    CAPTURE(name);
    CHECK(!TimeZone::named(name).has_value());
  }
  if (!std::filesystem::exists("/usr/share/zoneinfo/tzdata.zi")) SKIP("no list of zones");
  CHECK(TimeZone::named("Europe/Berln").error().hint == "did you mean Europe/Berlin?");
}

TEST_CASE("time zones: a file that is cut, or has another rule, is refused") {
  const std::string whole = file_with("CET-1CEST,M3.5.0,M10.5.0/3");
  const auto zone = TimeZone::of_tzif(whole);
  REQUIRE(zone.has_value());
  CHECK(zone->to_utc(parse_iso_time("2026-07-15T12:00:00")->time).to_string() == "2026-07-15T10:00:00.000Z");
  CHECK(TimeZone::of_tzif(file_with("<+01>-1")).has_value());
  CHECK(TimeZone::of_tzif(file_with("")).has_value());
  for (std::size_t size = 0; size < whole.find("\nCET-1"); ++size)
    CHECK(!TimeZone::of_tzif(whole.substr(0, size)).has_value());
  for (const char* const rule : {"CET", "CET-1CEST", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,J60,J300", "<x"})
    CHECK(!TimeZone::of_tzif(file_with(rule)).has_value());
}

}  // namespace firstseen::event
