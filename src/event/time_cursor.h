// What the readers of times share: dates to days, and a cursor over digits and separators.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "firstseen/timestamp.h"
#include "text/ascii.h"

namespace firstseen::event {

inline constexpr std::int64_t kSecondsPerDay = 86400;
inline constexpr std::int64_t kMaxZoneSeconds = 18 * 3600;  // the limit of java.time.ZoneOffset

// Returns the days from 1970-01-01 to a civil date. Source: H. Hinnant, "chrono-Compatible
// Low-Level Date Algorithms".
inline std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

inline unsigned days_in_month(std::int64_t year, unsigned month) {
  constexpr std::array<unsigned, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Reads fixed-width decimal fields and separators from the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  template <std::size_t kWidth>
  bool number(unsigned& value) {
    if (rest_.size() < kWidth) return false;
    value = 0;
    bool digits = true;
    for (std::size_t i = 0; i < kWidth; ++i) {
      digits &= text::is_digit(rest_[i]);
      value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    }
    rest_.remove_prefix(kWidth);
    return digits;
  }

  bool literal(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void spaces() {
    while (literal(" ")) {
    }
  }

  // Reads a number of at most `most` digits.
  bool short_number(std::size_t most, unsigned& value) {
    value = 0;
    std::size_t digits = 0;
    for (; digits < std::min(rest_.size(), most) && text::is_digit(rest_[digits]); ++digits)
      value = value * 10 + static_cast<unsigned>(rest_[digits] - '0');
    rest_.remove_prefix(digits);
    return digits > 0;
  }

  bool one_of(char a, char b) {
    if (rest_.empty() || (rest_[0] != a && rest_[0] != b)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Reads the digits of a fraction, at least one. Digits after the ninth are dropped.
  bool fraction(Timestamp& time) {
    constexpr std::size_t kMost = 9;
    static constexpr std::array<std::uint32_t, kMost + 1> kNanos{
        1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
    const std::size_t most = std::min(rest_.size(), kMost);
    std::size_t digits = 0;
    std::uint32_t read = 0;
    for (; digits < most && text::is_digit(rest_[digits]); ++digits)
      read = read * 10 + static_cast<std::uint32_t>(rest_[digits] - '0');
    if (digits == 0) return false;
    time.nanos = read * kNanos[digits];
    while (digits < rest_.size() && text::is_digit(rest_[digits])) ++digits;
    time.digits = static_cast<std::uint8_t>(std::clamp<std::size_t>(digits, 3, 9));
    rest_.remove_prefix(digits);
    return true;
  }

  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  std::size_t size() const { return rest_.size(); }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// Reads `Z`, `UTC`, `GMT` or ±hh[[:]mm], and spaces before it. At the end of the text there is no zone.
inline bool read_zone(Cursor& cursor, ParsedTime& parsed) {
  parsed.zoned = !cursor.done();
  if (cursor.done() || cursor.one_of('Z', 'z')) return true;
  cursor.spaces();
  if (cursor.one_of('Z', 'z') || cursor.literal("UTC") || cursor.literal("GMT")) return true;
  const bool is_behind_utc = cursor.peek() == '-';
  if (!cursor.one_of('+', '-')) return false;
  unsigned hours = 0;
  unsigned minutes = 0;
  if (!cursor.number<2>(hours)) return false;
  if ((cursor.literal(":") || !cursor.done()) && !cursor.number<2>(minutes)) return false;
  const std::int64_t offset = hours * 3600 + minutes * 60;
  if (minutes > 59 || offset > kMaxZoneSeconds) return false;
  parsed.time.seconds += is_behind_utc ? offset : -offset;
  return true;
}

}  // namespace firstseen::event
