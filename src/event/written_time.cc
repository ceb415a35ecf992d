#include <algorithm>
#include <array>

#include "event/time_cursor.h"
#include "firstseen/timestamp.h"
#include "text/ascii.h"

namespace firstseen {
namespace {

using event::Cursor;

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};

struct Date {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  bool slashes = false;    // month first, as where the clock has 12 hours
  bool compact = false;    // without separators, as the clock is then
  bool year_last = false;  // after the clock
};

// Reads an English name, whole or cut to three letters, and returns its number from 1 on; 0: it is none.
template <typename Names>
unsigned read_name(Cursor& cursor, const Names& names) {
  for (unsigned i = 0; i < names.size(); ++i) {
    if (cursor.literal(names[i]) || cursor.literal(names[i].substr(0, 3))) return i + 1;
  }
  return 0;
}

void read_weekday(Cursor& cursor) {
  if (read_name(cursor, kWeekdays) == 0) return;
  cursor.literal(",");
  cursor.spaces();
}

// `Mar 2, 2026`, `02 Mar 2026`, `2-Mar-2026`, `02/Mar/2026`, `3/2/2026`, `2026-03-02`, `2026/03/02`, `20260302`, and `Mar  2`
// before a clock and the year.
bool read_date(Cursor& cursor, Date& date) {
  const auto separated = [&] { return cursor.one_of('-', '/'); };
  date.month = read_name(cursor, kMonths);
  if (date.month != 0) {
    cursor.spaces();
    if (!cursor.short_number(2, date.day)) return false;
    Cursor clock = cursor;
    clock.spaces();
    date.year_last = clock.number<2>(date.year) && clock.literal(":");
    if (date.year_last) return true;
    cursor.literal(",");
    cursor.spaces();
    return cursor.number<4>(date.year);
  }
  const std::size_t size = cursor.size();
  unsigned first = 0;
  if (!cursor.short_number(4, first)) return false;
  if (size - cursor.size() == 4) {
    date.year = first;
    date.compact = text::is_digit(cursor.peek());
    if (date.compact) return cursor.number<2>(date.month) && cursor.number<2>(date.day);
    return separated() && cursor.short_number(2, date.month) && separated() &&
           cursor.short_number(2, date.day);
  }
  date.day = first;
  if (cursor.literal("/")) {
    date.month = read_name(cursor, kMonths);
    if (date.month != 0) return cursor.literal("/") && cursor.number<4>(date.year);
    date.month = first;
    date.slashes = true;
    return cursor.short_number(2, date.day) && cursor.literal("/") && cursor.number<4>(date.year);
  }
  if (!cursor.one_of(' ', '-')) return false;
  date.month = read_name(cursor, kMonths);
  return date.month != 0 && cursor.one_of(' ', '-') && cursor.number<4>(date.year);
}

// What is between a date and a clock: a comma, a colon, `@`, `at`, `T` or only blanks.
bool read_gap(Cursor& cursor) {
  const std::size_t size = cursor.size();
  if (!cursor.literal(",")) cursor.literal(":");
  cursor.spaces();
  if (cursor.literal("@") || cursor.literal("at ") || cursor.one_of('T', 't')) cursor.spaces();
  return cursor.size() < size;
}

// Reads `AM` or `PM` in any case, and what ICU writes before it, and changes the hour accordingly.
bool read_half_of_day(Cursor& cursor, unsigned& hour) {
  constexpr std::string_view kNoBreakSpace = "\xc2\xa0";
  constexpr std::string_view kNarrowNoBreakSpace = "\xe2\x80\xaf";
  if (!cursor.literal(kNarrowNoBreakSpace) && !cursor.literal(kNoBreakSpace)) cursor.spaces();
  const bool afternoon = cursor.peek() == 'P' || cursor.peek() == 'p';
  if (!(cursor.one_of('A', 'a') || cursor.one_of('P', 'p')) || !cursor.one_of('M', 'm')) return false;
  if (hour < 1 || hour > 12) return false;
  hour = hour % 12 + (afternoon ? 12 : 0);
  return true;
}

// Reads h:mm[:ss[.fraction]], of half a day or of all of it, or hhmmss[.fraction].
bool read_clock(Cursor& cursor, const Date& date, Timestamp& time) {
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  const auto divided = [&] { return date.compact || cursor.literal(":"); };
  if (!cursor.short_number(2, hour) || !divided() || !cursor.number<2>(minute)) return false;
  if (date.compact || cursor.literal(":")) {
    if (!cursor.number<2>(second)) return false;
    if (cursor.one_of('.', ',') && !cursor.fraction(time)) return false;
  }
  Cursor before_half = cursor;
  if (!read_half_of_day(cursor, hour)) {
    if (date.slashes) return false;
    cursor = before_half;
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  time.seconds += hour * 3600 + minute * 60 + second;
  return true;
}

// Reads the year where it comes last, and a zone. At the end of the text.
bool read_rest(Cursor& cursor, Date& date, ParsedTime& parsed) {
  if (date.year_last) {
    cursor.spaces();
    if (!cursor.number<4>(date.year)) return false;
  }
  if (!event::read_zone(cursor, parsed)) return false;
  // Some name the zone after its offset.
  cursor.spaces();
  if (!cursor.literal("UTC")) cursor.literal("GMT");
  return cursor.done();
}

// `/Date(1772442900123+0100)/`: the offset says nothing.
std::optional<ParsedTime> read_serialized(std::string_view text) {
  constexpr std::string_view kBegin = "/Date(";
  const std::size_t end = text.find(")/");
  const std::string_view millis = text.substr(kBegin.size(), end - kBegin.size());
  const auto time = parse_epoch_millis(millis.substr(0, millis.find_first_of("+-", 1)));
  if (!time || end + 2 != text.size()) return std::nullopt;
  return ParsedTime{*time, true};
}

}  // namespace

std::optional<ParsedTime> parse_written_time(std::string_view text) {
  text = text::trimmed(text);
  if (text.starts_with("/Date(")) return read_serialized(text);
  Cursor cursor(text);
  read_weekday(cursor);
  Date date;
  ParsedTime parsed;
  if (!read_date(cursor, date) || !read_gap(cursor) || !read_clock(cursor, date, parsed.time) ||
      !read_rest(cursor, date, parsed))
    return std::nullopt;
  if (date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > event::days_in_month(date.year, date.month))
    return std::nullopt;
  parsed.time.seconds += event::days_from_civil(date.year, date.month, date.day) * event::kSecondsPerDay;
  return parsed;
}

}  // namespace firstseen
