// Parses the dates of queries into the time spans that they name.
#pragma once

#include <optional>
#include <string_view>

#include "firstseen/timestamp.h"

namespace firstseen::predicate {

// A closed interval.
struct DateSpan {
  Timestamp first;
  Timestamp last;
};

// The earliest and the latest representable time.
inline constexpr Timestamp kFirstTime{INT64_MIN, 0};
inline constexpr Timestamp kLastTime{INT64_MAX, 999'999'999};

// Return the time one nanosecond earlier or later, saturating at kFirstTime and kLastTime.
Timestamp just_before(const Timestamp& time);
Timestamp just_after(const Timestamp& time);

// Parses Elasticsearch's strict_date_optional_time||epoch_millis: 2026, 2026-03, 2026-03-01,
// 2026-03-01T10, …T10:30, …T10:30:00, …T10:30:00.123, each with an optional zone if there is a time
// (default UTC); or milliseconds since 1970, except with four digits, which are a year. Missing
// parts make a span: 2026-03-01 is the whole day, as Elasticsearch rounds.
std::optional<DateSpan> parse_date_literal(std::string_view text);

// Whether the text is date math: `now`, `now-7d/d`, `2026-03-01||+1M`.
bool is_date_math(std::string_view text);

}  // namespace firstseen::predicate
