// A point in time as a record states it, and how many fraction digits it stated.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "firstseen/export.h"

namespace firstseen {

// A length of time in whole seconds. kForever is a window without an end.
using Seconds = std::int64_t;
inline constexpr Seconds kForever = INT64_MAX;

// UTC, years 0000 to 9999 (proleptic Gregorian), nanosecond resolution. Leap seconds read as the second
// after.
struct FIRSTSEEN_API Timestamp {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  std::uint32_t nanos = 0;   // 0 … 999,999,999
  std::uint8_t digits = 3;   // fraction digits to print, 3 … 9; no part of the value

  friend constexpr bool operator==(const Timestamp& a, const Timestamp& b) {
    return a.seconds == b.seconds && a.nanos == b.nanos;
  }
  friend constexpr std::strong_ordering operator<=>(const Timestamp& a, const Timestamp& b) {
    if (const auto order = a.seconds <=> b.seconds; order != 0) return order;
    return a.nanos <=> b.nanos;
  }

  // This time moved by `delta` seconds. Saturates, so that kForever reaches past every time.
  Timestamp plus(Seconds delta) const;

  // RFC 3339 in UTC with `digits` fraction digits: 2026-03-01T00:00:00.123Z.
  std::string to_string() const;
};

// A stretch of time, ends included.
struct Stretch {
  Timestamp from;
  Timestamp to;
};

// A parsed time and whether its text named a zone (`Z`, `UTC` or an offset). Without one it was read as UTC.
struct ParsedTime {
  Timestamp time;
  bool zoned = true;
};

// ISO 8601 as Elasticsearch's strict_date_optional_time and the exporters write it: a date, then optionally
// `T` or a space and hh:mm[:ss[.fraction]], then optionally Z, UTC or ±hh[[:]mm], with or without spaces before it.
// Digits beyond nine are dropped.
FIRSTSEEN_API std::optional<ParsedTime> parse_iso_time(std::string_view text);

// `2026-03-01`, or any time parse_iso_time reads: for the command line.
FIRSTSEEN_API std::optional<Timestamp> parse_time_argument(std::string_view text);

// Times as consoles and serializers write them, with blanks around them: `3/2/2026, 9:15:00.123 PM` (month first, as where
// the clock has 12 hours), `Mar 2, 2026 @ 09:15:00.123` (Kibana), `Mon, 02 Mar 2026 09:15:00 GMT` (RFC 1123),
// `2026/03/02 09:15`, each with or without a zone; `/Date(1772442900123+0100)/` (.NET: milliseconds since 1970 in UTC).
FIRSTSEEN_API std::optional<ParsedTime> parse_written_time(std::string_view text);

// Seconds, milliseconds, microseconds or nanoseconds since 1970, distinguished by magnitude (above 10^11, 10^14,
// 10^17), with an optional fraction or exponent: `1590282831.206106`, `1664811149466`, `1.664811149466E12`.
FIRSTSEEN_API std::optional<Timestamp> parse_epoch(std::string_view text);

// Milliseconds since 1970, as Elasticsearch's epoch_millis reads a bare number.
FIRSTSEEN_API std::optional<Timestamp> parse_epoch_millis(std::string_view text);

// Windows FILETIME: 100 ns ticks since 1601-01-01 (MS-DTYP §2.3.3), 64-bit integer.
FIRSTSEEN_API std::optional<Timestamp> parse_filetime(std::string_view text);

// A number and one of s m h d w: `90m`, `7d`. Absent for anything else and for more than 10,000 years.
FIRSTSEEN_API std::optional<Seconds> parse_duration(std::string_view text);

// In the largest of d h m s that divides it: 604800 is `7d`. kForever is `forever`.
FIRSTSEEN_API std::string duration_to_string(Seconds duration);

}  // namespace firstseen
