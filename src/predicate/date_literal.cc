#include "predicate/date_literal.h"

#include <algorithm>
#include <array>
#include <string>

#include "kql/syntax.h"

namespace firstseen::predicate {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::uint32_t kLastNano = 999'999'999;

std::optional<Timestamp> parse_time(const std::string& text) {
  const auto parsed = parse_iso_time(text);
  if (!parsed) return std::nullopt;
  return parsed->time;
}

// Returns the span of `seconds` whole seconds starting at `first`.
DateSpan span_of(const Timestamp& first, std::int64_t seconds) {
  return {first, {first.seconds + seconds - 1, kLastNano}};
}

// Days are yyyy-mm-dd.
std::optional<DateSpan> days(const std::string& first_day, const std::string& last_day) {
  const auto first = parse_time(first_day);
  const auto last = parse_time(last_day);
  if (!first || !last) return std::nullopt;
  return DateSpan{*first, span_of(*last, kSecondsPerDay).last};
}

std::optional<DateSpan> parse_month(const std::string& month) {
  // Only the real last day of the month and earlier ones parse, so try the latest first.
  for (const char* const last_day : {"-31", "-30", "-29", "-28"}) {
    if (const auto span = days(month + "-01", month + last_day)) return span;
  }
  return std::nullopt;
}

// The precision of a time of day: the length in seconds of the span that it names, and for a
// fraction the length in nanoseconds, less one.
struct Precision {
  std::int64_t seconds = 1;
  std::uint32_t nanos = kLastNano;
};

// `clock` is the part between `T` and the zone: hh:mm:ss.fraction or a prefix of it.
Precision precision_of(std::string_view clock) {
  if (clock.size() <= 2) return {3600};
  if (clock.size() <= 5) return {60};
  const std::size_t point = clock.find_first_of(".,");
  if (point == std::string_view::npos) return {};
  std::uint32_t step = 1'000'000'000;
  for (std::size_t i = point + 1; i < clock.size() && step > 1; ++i) step /= 10;
  return {1, step - 1};
}

std::optional<DateSpan> parse_clock(std::string_view text, std::size_t clock_begin) {
  const std::size_t zone = std::min(text.find_first_not_of("0123456789:.,", clock_begin), text.size());
  const std::string_view clock = text.substr(clock_begin, zone - clock_begin);
  std::string full(text);
  if (clock.size() == 2) full.insert(zone, ":00");
  const auto first = parse_time(full);
  if (!first) return std::nullopt;
  const Precision precision = precision_of(clock);
  const bool whole_second = precision.nanos == kLastNano;
  return DateSpan{
      *first,
      {first->seconds + precision.seconds - 1, whole_second ? kLastNano : first->nanos + precision.nanos}};
}

std::optional<DateSpan> parse_milliseconds(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), text::is_digit)) return std::nullopt;
  const auto first = parse_epoch_millis(text);
  if (!first) return std::nullopt;
  return DateSpan{*first, {first->seconds, first->nanos + 999'999}};
}

}  // namespace

Timestamp just_before(const Timestamp& time) {
  if (time.nanos > 0) return {time.seconds, time.nanos - 1};
  return time.seconds == INT64_MIN ? time : Timestamp{time.seconds - 1, kLastNano};
}

Timestamp just_after(const Timestamp& time) {
  if (time.nanos < kLastNano) return {time.seconds, time.nanos + 1};
  return time.seconds == INT64_MAX ? time : Timestamp{time.seconds + 1, 0};
}

std::optional<DateSpan> parse_date_literal(std::string_view text) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  constexpr std::size_t kDay = 10;
  const std::string date(text);
  const bool has_year =
      text.size() >= kYear && std::all_of(text.begin(), text.begin() + kYear, text::is_digit);
  if (text.size() == kYear && has_year) return days(date + "-01-01", date + "-12-31");
  if (text.size() == kMonth && has_year && text[kYear] == '-') return parse_month(date);
  if (text.size() == kDay && has_year && text[kYear] == '-') return days(date, date);
  if (text.size() > kDay && (text[kDay] == 'T' || text[kDay] == ' ')) return parse_clock(text, kDay + 1);
  return parse_milliseconds(text);
}

bool is_date_math(std::string_view text) {
  return text == "now" || text.starts_with("now+") || text.starts_with("now-") || text.starts_with("now/") ||
         text.find("||") != std::string_view::npos;
}

}  // namespace firstseen::predicate
