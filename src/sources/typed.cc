#include "sources/typed.h"

#include <charconv>

#include "text/ascii.h"
#include "text/whole_number.h"

namespace firstseen::sources {
namespace {

// Strips zones (`fe80::1%12`) and brackets, which vendors add to addresses.
std::string_view undecorated(std::string_view text) {
  text = text::trimmed(text);
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.find(':') != std::string_view::npos) text = text.substr(0, text.find('%'));
  return text;
}

// Reads what most integers are: a few digits.
std::optional<std::int64_t> read_short(std::string_view text) {
  constexpr std::size_t kShort = 8;
  if (text.empty() || text.size() > kShort || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::int64_t integer = 0;
  bool digits = true;
  for (const char c : text) {
    digits &= text::is_digit(c);
    integer = integer * 10 + (c - '0');
  }
  return digits ? std::optional(integer) : std::nullopt;
}

std::optional<double> read_number(std::string_view text) {
  double number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> read_boolean(std::string_view text, Dialect dialect) {
  if (text == "true") return true;
  if (text == "false") return false;
  if (dialect == Dialect::kEcs) return std::nullopt;
  if (text::equal_ignoring_case(text, "true") || text == "1") return true;
  if (text::equal_ignoring_case(text, "false") || text == "0") return false;
  return std::nullopt;
}

// Elasticsearch's default date formats, strict_date_optional_time and epoch_millis, but for times with a zone, which
// read_plain() reads; and what Kibana's tables have instead.
void append_date(std::string_view text, Conversion& conversion) {
  if (const auto parsed = parse_iso_time(text)) {
    conversion.append_time(*parsed);
  } else if (const auto millis = parse_epoch_millis(text)) {
    conversion.values.push_back(event::Value::of_time(*millis));
  } else if (const auto written = parse_written_time(text)) {
    conversion.append_time(*written);
  }
}

}  // namespace

std::optional<std::int64_t> read_integer(std::string_view text) {
  if (const auto integer = read_short(text)) return integer;
  return text::whole_number(text);
}

bool read_plain(std::string_view text, event::FieldType type, event::Value& value) {
  switch (type) {
    case event::FieldType::kKeyword:
    case event::FieldType::kText: value = event::Value::of_text(text, type); return true;
    case event::FieldType::kLong: {
      const auto integer = read_integer(text);
      if (integer) value = event::Value::of_integer(*integer);
      return integer.has_value();
    }
    case event::FieldType::kIp: {
      const auto ip = IpAddress::parse(text);
      if (ip) value = event::Value::of_ip(*ip);
      return ip.has_value();
    }
    case event::FieldType::kDate: {
      const auto parsed = parse_iso_time(text);
      if (!parsed || !parsed->zoned) return false;
      value = event::Value::of_time(parsed->time);
      return true;
    }
    case event::FieldType::kDouble:
    case event::FieldType::kBoolean:
    case event::FieldType::kObject:
    case event::FieldType::kUnknown: return false;
  }
  return false;
}

void append_typed(std::string_view text, json::RawKind kind, event::FieldType type, Dialect dialect,
                  Conversion& conversion) {
  event::Value plain;
  if (read_plain(text, type, plain)) {
    conversion.values.push_back(plain);
    return;
  }
  switch (type) {
    case event::FieldType::kUnknown: {
      event::Value value = event::Value::of_text(text, event::FieldType::kUnknown);
      value.bare = kind == json::RawKind::kNumber || kind == json::RawKind::kBoolean;
      conversion.values.push_back(value);
      return;
    }
    case event::FieldType::kLong:
      if (!text::is_blank(text))
        conversion.unread.push_back({conversion.slot, UnreadValue::Reason::kNumber, text});
      return;
    case event::FieldType::kDouble:
      if (const auto number = read_number(text))
        conversion.values.push_back(event::Value::of_number(*number));
      return;
    case event::FieldType::kBoolean:
      if (const auto boolean = read_boolean(text, dialect))
        conversion.values.push_back(event::Value::of_boolean(*boolean));
      return;
    case event::FieldType::kIp:
      if (const auto ip = IpAddress::parse(dialect == Dialect::kEcs ? text : undecorated(text))) {
        conversion.values.push_back(event::Value::of_ip(*ip));
      } else {
        conversion.unread.push_back({conversion.slot, UnreadValue::Reason::kAddress, text});
      }
      return;
    case event::FieldType::kDate: append_date(text, conversion); return;
    case event::FieldType::kKeyword:
    case event::FieldType::kText:
    case event::FieldType::kObject: return;
  }
}

}  // namespace firstseen::sources
