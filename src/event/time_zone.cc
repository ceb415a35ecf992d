#include "event/time_zone.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include "file/text_file.h"
#include "text/ascii.h"
#include "text/similar.h"

namespace firstseen::event {
namespace {

constexpr const char* kFolder = "/usr/share/zoneinfo/";
constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::int64_t kMaxOffset = 26 * 3600;              // as RFC 9636 recommends
constexpr std::int64_t kMaxFuture = std::int64_t{1} << 60;  // changes are within this many seconds of 1970
// The rule for times after the last change of a file is applied to these years.
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;

// Reads numbers, most significant byte first. What is beyond the end is 0, and `ok` is false then.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::int64_t number(std::size_t size) {
    const std::string_view bytes = take(size);
    std::uint64_t value =
        !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80) != 0 ? UINT64_MAX : 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
  }
  std::string_view take(std::size_t size) {
    ok = ok && size <= rest_.size();
    const std::string_view taken = ok ? rest_.substr(0, size) : std::string_view();
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() const { return rest_; }

  bool ok = true;

 private:
  std::string_view rest_;
};

// The counts in a header of TZif, in the order of the file.
struct Header {
  char version = 0;
  std::size_t utc_flags = 0;
  std::size_t standard_flags = 0;
  std::size_t leap_seconds = 0;
  std::size_t changes = 0;
  std::size_t types = 0;
  std::size_t letters = 0;

  std::size_t data_bytes(std::size_t time_bytes) const {
    return changes * (time_bytes + 1) + types * 6 + letters + leap_seconds * (time_bytes + 4) +
           standard_flags + utc_flags;
  }
};

bool read_header(Bytes& bytes, Header& header) {
  if (bytes.take(4) != "TZif") return false;
  const std::string_view version = bytes.take(1);
  header.version = version.empty() ? '\0' : version.front();
  bytes.take(15);
  for (std::size_t* const count : {&header.utc_flags, &header.standard_flags, &header.leap_seconds,
                                   &header.changes, &header.types, &header.letters}) {
    const std::int64_t number = bytes.number(4);
    if (number < 0 || number > static_cast<std::int64_t>(kMaxFileBytes)) return false;
    *count = static_cast<std::size_t>(number);
  }
  return bytes.ok;
}

// Reads the rule of a file's last line, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
class RuleText {
 public:
  explicit RuleText(std::string_view text) : rest_(text) {}

  bool literal(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool name() {
    const bool quoted = literal('<');
    const std::size_t size = quoted ? rest_.find('>') : rest_.find_first_of("+-0123456789,");
    const std::size_t taken = std::min(size, rest_.size());
    rest_.remove_prefix(taken);
    return taken > 0 && (!quoted || literal('>'));
  }
  bool number(int& value) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return error == std::errc{} && value >= 0 && value <= 366;
  }
  // [+-]h[:mm[:ss]]
  bool seconds(std::int64_t& value) {
    const bool negative = literal('-');
    if (!negative) literal('+');
    int part = 0;
    if (!number(part)) return false;
    value = part * 3600;
    for (const int unit : {60, 1}) {
      if (!literal(':')) break;
      if (!number(part)) return false;
      value += part * unit;
    }
    if (negative) value = -value;
    return true;
  }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::int64_t midnight(int year, int month, int day) {
  std::string date = std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
  date += (day < 10 ? "-0" : "-") + std::to_string(day);
  const auto parsed = parse_iso_time(date);
  return parsed ? parsed->time.seconds : 0;
}

// `M3.5.0/2`: the fifth (or last) Sunday of March, at two o'clock.
struct YearlyDay {
  int month = 1;
  int week = 1;
  int weekday = 0;
  std::int64_t second = 2 * 3600;

  bool read(RuleText& text) {
    if (!text.literal(',') || !text.literal('M') || !text.number(month) || !text.literal('.') ||
        !text.number(week) || !text.literal('.') || !text.number(weekday))
      return false;
    if (text.literal('/') && !text.seconds(second)) return false;
    return month >= 1 && month <= 12 && week >= 1 && week <= 5 && weekday <= 6;
  }
  // The local time of the year's day, as seconds.
  std::int64_t in(int year) const {
    constexpr std::int64_t kDay = 86400;
    const std::int64_t first = midnight(year, month, 1);
    const std::int64_t next = month == 12 ? midnight(year + 1, 1, 1) : midnight(year, month + 1, 1);
    const std::int64_t first_weekday = ((first / kDay + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    std::int64_t day = first + ((weekday - first_weekday + 7) % 7 + 7 * (week - 1)) * kDay;
    while (day >= next) day -= 7 * kDay;
    return day + second;
  }
};

std::optional<std::int64_t> fixed_offset(std::string_view name) {
  if (name == "UTC" || name == "Z") return 0;
  if (!name.starts_with('+') && !name.starts_with('-')) return std::nullopt;
  const auto parsed = parse_iso_time("1970-01-01T00:00:00" + std::string(name));
  return parsed ? std::optional(-parsed->time.seconds) : std::nullopt;
}

// Whether the name is one that a zone may have. It becomes a path.
bool is_zone_name(std::string_view name) {
  const auto may_have = [](char c) {
    return text::is_ascii_letter(c) || text::is_digit(c) || c == '_' || c == '+' || c == '-' || c == '/';
  };
  return !name.empty() && name.size() <= kMaxNameBytes && name.front() != '/' && name.back() != '/' &&
         std::all_of(name.begin(), name.end(), may_have);
}

tl::unexpected<Error> unknown(std::string_view name) {
  const auto list = file::read_text_file(std::string(kFolder) + "tzdata.zi");
  std::vector<std::string_view> names{"UTC"};
  for (std::string_view rest = list ? std::string_view(*list) : std::string_view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    // `Z NAME …` is a zone, `L ZONE NAME` another name of one.
    const std::size_t begin = line.starts_with("Z ") ? 2 : line.starts_with("L ") ? line.find(' ', 2) + 1 : 0;
    if (begin != 0) names.push_back(line.substr(begin, line.find(' ', begin) - begin));
  }
  return fail(
      "there is no time zone named " + std::string(name),
      text::suggestion(name, names, "write a name such as Europe/Berlin, an offset such as +02:00, or UTC"));
}

}  // namespace

void TimeZone::change(std::int64_t utc, std::int64_t offset) {
  if (changes_.empty()) return changes_.push_back({std::numeric_limits<std::int64_t>::min(), offset});
  // In a repeated hour the earlier offset is kept; in a skipped one, too, which moves the time forward.
  const std::int64_t from = utc + std::max(changes_.back().offset, offset);
  if (from > changes_.back().from) {
    changes_.push_back({from, offset});
  } else {
    changes_.back().offset = offset;
  }
}

// Adds the changes of the years after the last one. Returns false if the rule is not understood.
bool TimeZone::add_rule(std::string_view rule) {
  RuleText text(rule);
  std::int64_t standard = 0;
  if (!text.name() || !text.seconds(standard)) return false;
  if (text.done()) return true;
  std::int64_t summer = standard - 3600;
  YearlyDay begin;
  YearlyDay end;
  if (!text.name()) return false;
  RuleText offset = text;
  if (offset.seconds(summer)) text = offset;
  if (!begin.read(text) || !end.read(text) || !text.done()) return false;
  // Offsets of rules are west of Greenwich.
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    std::array<std::pair<std::int64_t, std::int64_t>, 2> of_year{
        {{begin.in(year) + standard, -summer}, {end.in(year) + summer, -standard}}};
    std::sort(of_year.begin(), of_year.end());
    for (const auto& [utc, to] : of_year) {
      if (changes_.size() == 1 || utc > changes_.back().from + kMaxOffset) change(utc, to);
    }
  }
  return true;
}

Result<TimeZone> TimeZone::of_tzif(std::string_view file) {
  const auto unreadable = fail("not a file of a time zone");
  Bytes bytes(file.substr(0, kMaxFileBytes));
  Header header;
  if (!read_header(bytes, header) || header.version < '2') return unreadable;
  bytes.take(header.data_bytes(4));
  if (!read_header(bytes, header) || header.types == 0) return unreadable;
  Bytes times(bytes.take(header.changes * 8));
  Bytes indices(bytes.take(header.changes));
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; bytes.ok && i < header.types; ++i) {
    offsets.push_back(bytes.number(4));
    bytes.take(2);
  }
  bytes.take(header.data_bytes(8) - header.changes * 9 - header.types * 6);
  if (!bytes.ok) return unreadable;
  TimeZone zone;
  zone.change(0, offsets.front());
  for (std::size_t i = 0; i < header.changes; ++i) {
    const std::int64_t utc = times.number(8);
    const auto type = static_cast<std::size_t>(indices.number(1) & 0xff);
    const bool is_plausible = type < offsets.size() && utc > -kMaxFuture && utc < kMaxFuture;
    if (!is_plausible) return unreadable;
    zone.change(utc, offsets[type]);
  }
  for (const std::int64_t offset : offsets) {
    if (offset < -kMaxOffset || offset > kMaxOffset) return unreadable;
  }
  std::string_view rule = bytes.rest();
  if (!rule.starts_with('\n')) return unreadable;
  rule = rule.substr(1, rule.find('\n', 1) - 1);
  if (!rule.empty() && !zone.add_rule(rule)) return unreadable;
  return zone;
}

Result<TimeZone> TimeZone::named(std::string_view name) {
  if (const auto offset = fixed_offset(name)) {
    TimeZone zone;
    zone.change(0, *offset);
    return zone;
  }
  if (!is_zone_name(name)) return unknown(name);
  const auto bytes = file::read_text_file(kFolder + std::string(name));
  if (!bytes) return unknown(name);
  return of_tzif(*bytes);
}

Timestamp TimeZone::to_utc(Timestamp local) const {
  const auto after =
      std::upper_bound(changes_.begin() + 1, changes_.end(), local.seconds,
                       [](std::int64_t time, const Change& change) { return time < change.from; });
  return local.plus(-(after - 1)->offset);
}

}  // namespace firstseen::event
