#include "sources/converters.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "sources/convert.h"
#include "sources/typed.h"
#include "text/ascii.h"
#include "text/phrases.h"
#include "text/whole_number.h"

namespace firstseen::sources {
namespace {

// Copies the text into the arena.
std::string_view kept(std::string_view text, Conversion& conversion) {
  const auto copy = conversion.event.allocate_text(text.size());
  std::copy(text.begin(), text.end(), copy.begin());
  return {copy.data(), copy.size()};
}

// Returns a copy of the text in the arena, with `change` applied to every character.
template <typename Change>
std::string_view changed(std::string_view text, Conversion& conversion, Change change) {
  const auto copy = conversion.event.allocate_text(text.size());
  std::transform(text.begin(), text.end(), copy.begin(), change);
  return {copy.data(), copy.size()};
}

std::string_view lowered(std::string_view text, Conversion& conversion) {
  return changed(text, conversion, text::ascii_lower);
}

// The parts of a Windows path. Missing parts are empty.
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

// DOMAIN\account, with exactly one backslash; both parts are empty otherwise.
struct Account {
  std::string_view domain;
  std::string_view name;
};

Account split_account(std::string_view text) {
  const std::size_t slash = text.find('\\');
  if (slash == std::string_view::npos) return {};
  const std::size_t name = text.substr(slash).starts_with("\\\\") ? slash + 2 : slash + 1;
  if (text.find('\\', name) != std::string_view::npos) return {};
  return {text.substr(0, slash), text.substr(name)};
}

// Returns the value of `algorithm` in `SHA1=…,MD5=…`. Empty if it is missing or all zero.
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

// Parses `0x` followed by exactly eight hex digits.
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
  return kept(std::to_string(number), conversion);
}

// Appends a vendor's text as a value, unless it is empty.
void append(std::string_view text, json::RawKind kind, event::FieldType type, Conversion& conversion) {
  if (!text.empty()) append_typed(text, kind, type, Dialect::kVendor, conversion);
}

// Appends a text that was derived from the scalar's.
void append_made(std::string_view text, const Scalar& scalar, Conversion& conversion) {
  append(text, json::RawKind::kString, scalar.type, conversion);
}

void append_texts(const std::vector<std::string>& texts, const Scalar& scalar, Conversion& conversion) {
  for (const std::string& text : texts) append_made(text, scalar, conversion);
}

const ValueMap::Row* row_from(const ValueMap& map, std::string_view text) {
  for (const ValueMap::Row& row : map.rows) {
    if (text::equal_ignoring_case(row.from, text)) return &row;
  }
  return nullptr;
}

const ValueMap::Row* find_row(const ValueMap& map, std::string_view text) {
  const ValueMap::Row* const row = row_from(map, text);
  if (row != nullptr || text::begins_with_letter(text)) return row;
  // Ids may be numbers: 3.0.
  const auto digits = text::digits_of_respelled(text);
  return digits ? row_from(map, *digits) : nullptr;
}

// Appends a count since 1970, unless it is of the first years: those are dates without separators, or ids.
void append_count(std::string_view text, Conversion& conversion) {
  constexpr std::int64_t kYear1980 = 315'532'800;
  const auto time = parse_epoch(text::trimmed(text));
  if (time && time->seconds >= kYear1980) conversion.values.push_back(event::Value::of_time(*time));
}

void append_iso(std::string_view text, bool utc_by_definition, Conversion& conversion) {
  auto parsed = parse_iso_time(text);
  if (!parsed) parsed = parse_written_time(text);
  if (!parsed) return append_count(text, conversion);
  conversion.append_time({parsed->time, parsed->zoned || utc_by_definition});
}

}  // namespace

void append_ecs(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_typed(scalar.text, scalar.kind, scalar.type, Dialect::kEcs, conversion);
}

void append_verbatim(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append(scalar.text, scalar.kind, scalar.type, conversion);
}

void append_lowercase(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(lowered(scalar.text, conversion), scalar, conversion);
}

void append_dashed(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  const auto dashed = [](char c) { return c == ' ' ? '-' : text::ascii_lower(c); };
  append_made(changed(scalar.text, conversion, dashed), scalar, conversion);
}

void append_basename(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(split_path(scalar.text).name, scalar, conversion);
}

void append_dirname(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(split_path(scalar.text).directory, scalar, conversion);
}

void append_extension(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(split_path(scalar.text).extension, scalar, conversion);
}

void append_domain(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(split_account(scalar.text).domain, scalar, conversion);
}

void append_account(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(split_account(scalar.text).name, scalar, conversion);
}

void append_map(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  const ValueMap& map = *mapping.map;
  if (const ValueMap::Row* const row = find_row(map, text::trimmed(scalar.text)))
    return append_texts(row->to, scalar, conversion);
  switch (map.otherwise) {
    case ValueMap::Otherwise::kAbsent: return;
    case ValueMap::Otherwise::kVerbatim: return append_verbatim(scalar, mapping, conversion);
    case ValueMap::Otherwise::kLowercase:
      return append(lowered(text::trimmed(scalar.text), conversion), scalar.kind, scalar.type, conversion);
    case ValueMap::Otherwise::kFallback: return append_texts(map.fallback, scalar, conversion);
  }
}

void append_constant(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  append_texts(mapping.map->fallback, scalar, conversion);
}

void append_registry_hive(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  const std::string_view segment = scalar.text.substr(0, scalar.text.find('\\'));
  if (const ValueMap::Row* const hive = find_row(*mapping.map, segment))
    append_texts(hive->to, scalar, conversion);
}

void append_registry_key(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  const std::size_t slash = scalar.text.find('\\');
  if (slash == std::string_view::npos || !find_row(*mapping.map, scalar.text.substr(0, slash))) return;
  append_made(scalar.text.substr(slash + 1), scalar, conversion);
}

void append_registry_data(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  const auto number = registry_data(scalar.text).number;
  append_made(number ? registry_number(*number, conversion) : scalar.text, scalar, conversion);
}

void append_registry_type(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_made(registry_data(scalar.text).type, scalar, conversion);
}

void append_hash(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  append_made(lowered(hash_of(scalar.text, mapping.argument), conversion), scalar, conversion);
}

// For example `type:  5 name;::ffff:1.2.3.4;…`: appends the addresses between the semicolons.
void append_listed_addresses(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  for (std::string_view rest = scalar.text; !rest.empty();) {
    const std::string_view entry = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    if (!entry.starts_with("type:")) append_made(entry, scalar, conversion);
  }
}

void append_number(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  const auto digits = text::digits_of_respelled(scalar.text);
  append(digits ? kept(*digits, conversion) : scalar.text, scalar.kind, scalar.type, conversion);
}

void append_process_id(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  const auto number = text::hexadecimal_number(scalar.text);
  append_made(number ? kept(std::to_string(*number), conversion) : scalar.text, scalar, conversion);
}

void append_utc_time(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_iso(scalar.text, true, conversion);
}

void append_iso_time(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  append_iso(scalar.text, false, conversion);
}

void append_epoch(const Scalar& scalar, const Mapping&, Conversion& conversion) {
  if (const auto time = parse_epoch(scalar.text)) {
    conversion.values.push_back(event::Value::of_time(*time));
  } else {
    append_iso(scalar.text, false, conversion);
  }
}

void append_filetime(const Scalar& scalar, const Mapping& mapping, Conversion& conversion) {
  // Before 1900 nothing was recorded: shorter counts are since 1970.
  constexpr std::size_t kFewestDigits = 17;
  const auto digits = text::digits_of_respelled(scalar.text);
  const std::string_view text = digits ? *digits : scalar.text;
  const auto time = text.size() < kFewestDigits ? std::nullopt : parse_filetime(text);
  if (time) {
    conversion.values.push_back(event::Value::of_time(*time));
  } else {
    append_epoch(scalar, mapping, conversion);
  }
}

std::string_view only_text_of(const ValueMap& map, std::string_view text) {
  const ValueMap::Row* const row = find_row(map, text);
  if (row == nullptr && map.otherwise == ValueMap::Otherwise::kVerbatim) return text;
  if (row == nullptr && map.otherwise != ValueMap::Otherwise::kFallback) return {};
  const std::vector<std::string>& to = row != nullptr ? row->to : map.fallback;
  return to.size() == 1 ? std::string_view(to.front()) : std::string_view();
}

const Converter* find_converter(std::string_view name) {
  const auto at = std::find_if(kConverters.begin(), kConverters.end(),
                               [&](const Converter& row) { return row.name == name; });
  return at == kConverters.end() ? nullptr : &*at;
}

std::string converter_names() {
  std::string names;
  for (const Converter& row : kConverters) text::append_item(names, row.name);
  return names;
}

}  // namespace firstseen::sources
