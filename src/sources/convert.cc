#include "sources/convert.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "json/unescape.h"
#include "sources/typed.h"
#include "text/ascii.h"

namespace firstseen::sources {
namespace {

constexpr std::string_view kZeroGuid = "00000000-0000-0000-0000-000000000000";

std::string_view kept(std::string_view text, Conversion& conversion) {
  const auto copy = conversion.event.allocate_text(text.size());
  std::copy(text.begin(), text.end(), copy.begin());
  return {copy.data(), copy.size()};
}

// The text with every character changed by `change`, in the arena.
template <typename Change>
std::string_view changed(std::string_view text, Conversion& conversion, Change change) {
  const auto copy = conversion.event.allocate_text(text.size());
  std::transform(text.begin(), text.end(), copy.begin(), change);
  return {copy.data(), copy.size()};
}

std::string_view lowered(std::string_view text, Conversion& conversion) {
  return changed(text, conversion, text::ascii_lower);
}

std::string_view with_single_backslashes(std::string_view text, Conversion& conversion) {
  if (text.find("\\\\") == std::string_view::npos) return text;
  const auto copy = conversion.event.allocate_text(text.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    copy[size++] = text[i];
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\\') ++i;
  }
  return {copy.data(), size};
}

// Absent parts are empty views.
struct Path {
  std::string_view directory;
  std::string_view name;
  std::string_view extension;
};

Path split_path(std::string_view text) {
  const std::size_t slash = text.rfind('\\');
  if (slash == std::string_view::npos) return {};
  const std::size_t dot = text.rfind('.');
  return {text.substr(0, slash), text.substr(slash + 1),
          dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1)};
}

// DOMAIN\account, with exactly one backslash.
struct Account {
  std::string_view domain;
  std::string_view name;
};

Account split_account(std::string_view text) {
  const std::size_t slash = text.find('\\');
  if (slash == std::string_view::npos || text.find('\\', slash + 1) != std::string_view::npos) return {};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

// The value of `algorithm` in `SHA1=…,MD5=…`, empty when it is missing or all zero.
std::string_view hash_of(std::string_view list, std::string_view algorithm) {
  while (!list.empty()) {
    const std::string_view entry = list.substr(0, list.find(','));
    list.remove_prefix(std::min(entry.size() + 1, list.size()));
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos || !text::equal_ignoring_case(entry.substr(0, equals), algorithm))
      continue;
    const std::string_view hash = entry.substr(equals + 1);
    return hash.find_first_not_of('0') == std::string_view::npos ? std::string_view{} : hash;
  }
  return {};
}

// Sysmon writes numbers as `DWORD (0x00000001)` and `QWORD (0x00000000-0x00000001)`.
struct RegistryData {
  std::string_view type = "REG_SZ";
  std::optional<std::uint64_t> number;
};

std::optional<std::uint64_t> hex_word(std::string_view text) {
  std::uint64_t word = 0;
  if (text.size() != 10 || !text::equal_ignoring_case(text.substr(0, 2), "0x")) return std::nullopt;
  const auto [end, status] = std::from_chars(text.data() + 2, text.data() + 10, word, 16);
  if (status != std::errc{} || end != text.data() + 10) return std::nullopt;
  return word;
}

RegistryData registry_data(std::string_view text) {
  if (text == "Binary Data") return {"REG_BINARY", std::nullopt};
  const bool dword = text.size() == 18 && text::equal_ignoring_case(text.substr(0, 7), "DWORD (");
  const bool qword =
      text.size() == 29 && text::equal_ignoring_case(text.substr(0, 7), "QWORD (") && text[17] == '-';
  if ((!dword && !qword) || text.back() != ')') return {};
  const auto first = hex_word(text.substr(7, 10));
  if (dword) return first ? RegistryData{"SZ_DWORD", first} : RegistryData{};
  const auto second = hex_word(text.substr(18, 10));
  return first && second ? RegistryData{"SZ_QWORD", *first << 32 | *second} : RegistryData{};
}

std::string_view registry_number(std::uint64_t number, Conversion& conversion) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return kept({digits.data(), static_cast<std::size_t>(end - digits.data())}, conversion);
}

void append_vendor(std::string_view text, json::RawKind kind, event::FieldType type, Conversion& conversion) {
  if (!text.empty()) append_typed(text, kind, type, Dialect::kVendor, conversion);
}

void append_texts(const std::vector<std::string>& texts, event::FieldType type, Conversion& conversion) {
  for (const std::string& text : texts) append_vendor(text, json::RawKind::kString, type, conversion);
}

const ValueMap::Row* find_row(const ValueMap& map, std::string_view text) {
  for (const ValueMap::Row& row : map.rows) {
    if (text::equal_ignoring_case(row.from, text)) return &row;
  }
  return nullptr;
}

void append_mapped(std::string_view text, json::RawKind kind, const ValueMap& map, event::FieldType type,
                   Conversion& conversion) {
  if (const ValueMap::Row* const row = find_row(map, text)) return append_texts(row->to, type, conversion);
  switch (map.otherwise) {
    case ValueMap::Otherwise::kAbsent: return;
    case ValueMap::Otherwise::kVerbatim: return append_vendor(text, kind, type, conversion);
    case ValueMap::Otherwise::kLowercase:
      return append_vendor(lowered(text, conversion), kind, type, conversion);
    case ValueMap::Otherwise::kFallback: return append_texts(map.fallback, type, conversion);
  }
}

void append_registry_path(std::string_view text, const Mapping& mapping, event::FieldType type,
                          Conversion& conversion) {
  const std::size_t slash = text.find('\\');
  const ValueMap::Row* const hive = find_row(*mapping.map, text.substr(0, slash));
  if (hive == nullptr) return;
  if (mapping.converter == Converter::kHive) return append_texts(hive->to, type, conversion);
  if (slash != std::string_view::npos)
    append_vendor(text.substr(slash + 1), json::RawKind::kString, type, conversion);
}

void append_iso_time(std::string_view text, bool utc_by_definition, Conversion& conversion) {
  const auto parsed = parse_iso_time(text);
  if (!parsed) return;
  if (!utc_by_definition && !parsed->zoned) conversion.zoneless = true;
  conversion.values.push_back(event::Value::of_time(parsed->time));
}

// What .NET writes as `/Date(1520324046638)/`.
std::string_view without_date_marks(std::string_view text) {
  constexpr std::string_view kBegin = "/Date(";
  if (!text.starts_with(kBegin) || !text.ends_with(")/")) return text;
  text = text.substr(kBegin.size(), text.size() - kBegin.size() - 2);
  return text.substr(0, text.find_first_of("+-", 1));
}

void append_time(std::string_view text, Converter converter, Conversion& conversion) {
  if (converter == Converter::kUtcTime || converter == Converter::kIsoTime) {
    return append_iso_time(text, converter == Converter::kUtcTime, conversion);
  }
  const auto time =
      converter == Converter::kFiletime ? parse_filetime(text) : parse_epoch(without_date_marks(text));
  if (time) {
    conversion.values.push_back(event::Value::of_time(*time));
  } else if (converter == Converter::kEpoch) {
    append_iso_time(text, false, conversion);
  }
}

// `type:  5 name;::ffff:1.2.3.4;…`: the addresses between the semicolons.
void append_listed(std::string_view text, event::FieldType type, Conversion& conversion) {
  while (!text.empty()) {
    const std::string_view entry = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(entry.size() + 1, text.size()));
    if (!entry.starts_with("type:")) append_vendor(entry, json::RawKind::kString, type, conversion);
  }
}

}  // namespace

std::string_view text_of(const json::RawValue& raw, Conversion& conversion) {
  if (!raw.escaped || raw.token.find('\\') == std::string_view::npos) return raw.token;
  const auto room = conversion.event.allocate_text(json::unescaped_bound(raw.token));
  bool intact = true;
  const char* const end = json::unescape(raw.token, room.data(), intact);
  conversion.repaired |= !intact;
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

bool is_absent_token(std::string_view text) {
  if (text.empty() || text == "-") return true;
  if (text.size() == kZeroGuid.size()) return text == kZeroGuid;
  return text.size() == kZeroGuid.size() + 2 && text.front() == '{' &&
         text.substr(1, kZeroGuid.size()) == kZeroGuid;
}

void convert_constant(const Mapping& mapping, event::FieldType type, Conversion& conversion) {
  append_texts(mapping.map->fallback, type, conversion);
}

void convert(const json::RawValue& raw, const Mapping& mapping, const Target& target,
             Conversion& conversion) {
  const event::FieldType type = target.type;
  const bool is_scalar = raw.kind == json::RawKind::kString || raw.kind == json::RawKind::kNumber ||
                         raw.kind == json::RawKind::kBoolean;
  if (!is_scalar) return;
  const std::string_view written = text_of(raw, conversion);
  const std::string_view text =
      target.doubled_backslashes ? with_single_backslashes(written, conversion) : written;
  if (mapping.converter == Converter::kEcs)
    return append_typed(text, raw.kind, type, Dialect::kEcs, conversion);
  if (is_absent_token(text)) return;
  const auto append = [&](std::string_view part) {
    append_vendor(part, json::RawKind::kString, type, conversion);
  };
  switch (mapping.converter) {
    case Converter::kEcs:
    case Converter::kConstant: return;
    case Converter::kVerbatim: return append_vendor(text, raw.kind, type, conversion);
    case Converter::kLowercase: return append(lowered(text, conversion));
    case Converter::kDashed:
      return append(changed(text, conversion, [](char c) { return c == ' ' ? '-' : text::ascii_lower(c); }));
    case Converter::kBasename: return append(split_path(text).name);
    case Converter::kDirname: return append(split_path(text).directory);
    case Converter::kExtension: return append(split_path(text).extension);
    case Converter::kDomain: return append(split_account(text).domain);
    case Converter::kAccount: return append(split_account(text).name);
    case Converter::kMap: return append_mapped(text, raw.kind, *mapping.map, type, conversion);
    case Converter::kHive:
    case Converter::kRegistryKey: return append_registry_path(text, mapping, type, conversion);
    case Converter::kRegistryData: {
      const auto number = registry_data(text).number;
      return append(number ? registry_number(*number, conversion) : text);
    }
    case Converter::kRegistryType: return append(registry_data(text).type);
    case Converter::kHash: return append(lowered(hash_of(text, mapping.argument), conversion));
    case Converter::kListed: return append_listed(text, type, conversion);
    case Converter::kUtcTime:
    case Converter::kIsoTime:
    case Converter::kEpoch:
    case Converter::kFiletime: return append_time(text, mapping.converter, conversion);
  }
}

}  // namespace firstseen::sources
