// A date as a query writes it, and the span of time that it names.
#pragma once

#include <optional>
#include <string_view>

#include "firstseen/timestamp.h"

namespace firstseen::predicate {

// Both ends belong to it.
struct DateSpan {
  Timestamp first;
  Timestamp last;
};

// The first and the last time there is.
inline constexpr Timestamp kFirstTime{INT64_MIN, 0};
inline constexpr Timestamp kLastTime{INT64_MAX, 999'999'999};

// The time one nanosecond before or after.
Timestamp just_before(const Timestamp& time);
Timestamp just_after(const Timestamp& time);

// Elasticsearch's strict_date_optional_time||epoch_millis: 2026, 2026-03, 2026-03-01, 2026-03-01T10, …T10:30,
// …T10:30:00, …T10:30:00.123, each with an optional zone once there is a time (else UTC), or milliseconds
// since 1970 in other than four digits. What is left out makes it a span: 2026-03-01 is that whole day, as
// Elasticsearch rounds.
std::optional<DateSpan> parse_date_literal(std::string_view text);

// Whether the text is date arithmetic: `now`, `now-7d/d`, `2026-03-01||+1M`.
bool is_date_math(std::string_view text);

}  // namespace firstseen::predicate
