#include "firstseen/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "event/time_cursor.h"
#include "text/ascii.h"

namespace firstseen {
namespace {

using event::Cursor;
using event::days_from_civil;
using event::days_in_month;
using event::kSecondsPerDay;
using event::read_zone;

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kFiletimeEpochSeconds = 11'644'473'600;  // from 1601-01-01 to 1970-01-01
constexpr std::int64_t kTicksPerSecond = 10'000'000;
// The first and last second of the years 0000 to 9999.
constexpr std::int64_t kMinSeconds = -62'167'219'200;
constexpr std::int64_t kMaxSeconds = 253'402'300'799;
constexpr Seconds kMaxDuration = 10'000LL * 366 * kSecondsPerDay;

struct CivilDate {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

// The inverse of days_from_civil(), from the same source.
CivilDate civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

bool read_date(Cursor& cursor, std::int64_t& days) {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (!cursor.number<4>(year) || !cursor.literal("-") || !cursor.number<2>(month) || !cursor.literal("-") ||
      !cursor.number<2>(day)) {
    return false;
  }
  constexpr unsigned kShortestMonth = 28;
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > kShortestMonth && day > days_in_month(year, month)) return false;
  days = days_from_civil(year, month, day);
  return true;
}

bool read_clock(Cursor& cursor, Timestamp& time) {
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  if (!cursor.number<2>(hour) || !cursor.literal(":") || !cursor.number<2>(minute)) return false;
  if (cursor.literal(":")) {
    if (!cursor.number<2>(second)) return false;
    if (cursor.one_of('.', ',') && !cursor.fraction(time)) return false;
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  time.seconds += hour * 3600 + minute * 60 + second;
  return true;
}

// A decimal number as whole units and billionths of a unit.
struct Decimal {
  std::int64_t whole = 0;
  std::uint32_t billionths = 0;
  std::size_t fraction_digits = 0;
};

// Returns a positive number with a power of ten, `1.77E12`, without it; nullopt if it is none.
std::optional<std::string> without_exponent(std::string_view text) {
  const std::size_t letter = text.find_first_of("eE");
  if (letter == std::string_view::npos) return std::nullopt;
  std::string_view exponent = text.substr(letter + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  unsigned zeros = 0;
  const auto [end, status] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), zeros);
  if (status != std::errc{} || end != exponent.data() + exponent.size() || zeros > 18) return std::nullopt;
  const std::string_view mantissa = text.substr(0, letter);
  const std::size_t dot = std::min(mantissa.find('.'), mantissa.size());
  std::string digits(mantissa.substr(0, dot));
  if (dot < mantissa.size()) digits += mantissa.substr(dot + 1);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), text::is_digit)) return std::nullopt;
  if (digits.size() < dot + zeros) digits.resize(dot + zeros, '0');
  if (dot + zeros < digits.size()) digits.insert(dot + zeros, 1, '.');
  return digits;
}

// Parses a decimal number. A negative number cannot have a fraction or an exponent.
std::optional<Decimal> parse_decimal(std::string_view text) {
  if (const auto plain = without_exponent(text)) return parse_decimal(*plain);
  Decimal decimal;
  const char* const end = text.data() + text.size();
  const auto [rest, status] = std::from_chars(text.data(), end, decimal.whole);
  if (status != std::errc{}) return std::nullopt;
  if (rest == end) return decimal;
  if (*rest != '.' || text.front() == '-') return std::nullopt;
  Cursor cursor(std::string_view(rest + 1, static_cast<std::size_t>(end - rest - 1)));
  decimal.fraction_digits = cursor.size();
  Timestamp fraction;
  if (!cursor.fraction(fraction) || !cursor.done()) return std::nullopt;
  decimal.billionths = fraction.nanos;
  return decimal;
}

// Converts a number of units since 1970 to a time. `per_second` is the number of units in a second,
// a power of ten with `digits` zeros.
std::optional<Timestamp> from_units(const Decimal& decimal, std::int64_t per_second, std::uint8_t digits) {
  Timestamp time;
  std::int64_t units = decimal.whole % per_second;
  time.seconds = decimal.whole / per_second - (units < 0 ? 1 : 0);
  if (units < 0) units += per_second;
  time.nanos =
      static_cast<std::uint32_t>(units * (kNanosPerSecond / per_second) + decimal.billionths / per_second);
  time.digits = static_cast<std::uint8_t>(
      std::min<std::size_t>(9, std::max<std::size_t>(3, digits + decimal.fraction_digits)));
  if (time.seconds < kMinSeconds || time.seconds > kMaxSeconds) return std::nullopt;
  return time;
}

void append_padded(std::string& out, std::uint64_t value, std::size_t width) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  const auto length = static_cast<std::size_t>(end - digits);
  if (length < width) out.append(width - length, '0');
  out.append(digits, length);
}

}  // namespace

Timestamp Timestamp::plus(Seconds delta) const {
  Timestamp moved = *this;
  if (__builtin_add_overflow(seconds, delta, &moved.seconds))
    moved.seconds = delta > 0 ? INT64_MAX : INT64_MIN;
  return moved;
}

std::string Timestamp::to_string() const {
  const std::int64_t bounded = std::clamp(seconds, kMinSeconds, kMaxSeconds);
  const std::int64_t days = (bounded - kMinSeconds) / kSecondsPerDay + kMinSeconds / kSecondsPerDay;
  const auto second_of_day = static_cast<std::uint64_t>((bounded - kMinSeconds) % kSecondsPerDay);
  const CivilDate date = civil_from_days(days);
  std::string out;
  append_padded(out, static_cast<std::uint64_t>(date.year), 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  out += 'T';
  append_padded(out, second_of_day / 3600, 2);
  out += ':';
  append_padded(out, second_of_day / 60 % 60, 2);
  out += ':';
  append_padded(out, second_of_day % 60, 2);
  out += '.';
  std::string fraction;
  append_padded(fraction, nanos, 9);
  out.append(fraction, 0, std::clamp<std::size_t>(digits, 3, 9));
  out += 'Z';
  return out;
}

std::optional<ParsedTime> parse_iso_time(std::string_view text) {
  Cursor cursor(text);
  ParsedTime parsed;
  std::int64_t days = 0;
  if (!read_date(cursor, days)) return std::nullopt;
  parsed.time.seconds = days * kSecondsPerDay;
  if (cursor.one_of('T', ' ')) {
    if (!read_clock(cursor, parsed.time)) return std::nullopt;
    // A copy, so that compilers keep the cursor itself in registers.
    Cursor zone = cursor;
    if (!read_zone(zone, parsed) || !zone.done()) return std::nullopt;
  } else {
    if (!cursor.done()) return std::nullopt;
    parsed.zoned = false;
  }
  if (parsed.time.seconds < kMinSeconds || parsed.time.seconds > kMaxSeconds) return std::nullopt;
  return parsed;
}

std::optional<Timestamp> parse_time_argument(std::string_view text) {
  const auto parsed = parse_iso_time(text);
  if (!parsed) return std::nullopt;
  return parsed->time;
}

std::optional<Timestamp> parse_epoch(std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  const auto beyond = [&](std::int64_t limit) { return decimal->whole > limit || decimal->whole < -limit; };
  if (beyond(100'000'000'000'000'000)) return from_units(*decimal, kNanosPerSecond, 9);
  if (beyond(100'000'000'000'000)) return from_units(*decimal, 1'000'000, 6);
  if (beyond(100'000'000'000)) return from_units(*decimal, 1'000, 3);
  return from_units(*decimal, 1, 0);
}

std::optional<Timestamp> parse_epoch_millis(std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  return from_units(*decimal, 1'000, 3);
}

std::optional<Timestamp> parse_filetime(std::string_view text) {
  std::int64_t ticks = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), ticks);
  if (status != std::errc{} || end != text.data() + text.size() || ticks < 0) return std::nullopt;
  Timestamp time;
  time.seconds = ticks / kTicksPerSecond - kFiletimeEpochSeconds;
  time.nanos = static_cast<std::uint32_t>(ticks % kTicksPerSecond * 100);
  time.digits = 7;
  if (time.seconds > kMaxSeconds) return std::nullopt;
  return time;
}

std::optional<Seconds> parse_duration(std::string_view text) {
  Seconds count = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (status != std::errc{} || count < 0 || text.data() + text.size() - end != 1) return std::nullopt;
  Seconds unit = 0;
  switch (*end) {
    case 's': unit = 1; break;
    case 'm': unit = 60; break;
    case 'h': unit = 3600; break;
    case 'd': unit = kSecondsPerDay; break;
    case 'w': unit = 7 * kSecondsPerDay; break;
    default: return std::nullopt;
  }
  if (count > kMaxDuration / unit) return std::nullopt;
  return count * unit;
}

std::string duration_to_string(Seconds duration) {
  if (duration == kForever) return "forever";
  if (duration % kSecondsPerDay == 0) return std::to_string(duration / kSecondsPerDay) + "d";
  if (duration % 3600 == 0) return std::to_string(duration / 3600) + "h";
  if (duration % 60 == 0) return std::to_string(duration / 60) + "m";
  return std::to_string(duration) + "s";
}

}  // namespace firstseen
