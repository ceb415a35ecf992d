#include "sources/convert.h"

#include "text/unescape.h"

namespace firstseen::sources {
namespace {

// Copies the text only if it has a doubled backslash.
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

}  // namespace

void Conversion::append_time(const ParsedTime& parsed) {
  zoneless = zoneless || !parsed.zoned;
  const bool is_local = !parsed.zoned && zone != nullptr;
  values.push_back(event::Value::of_time(is_local ? zone->to_utc(parsed.time) : parsed.time));
}

std::string_view text_of(const json::RawValue& raw, Conversion& conversion) {
  if (!raw.escaped || raw.token.find('\\') == std::string_view::npos) return raw.token;
  const auto room = conversion.event.allocate_text(text::unescaped_bound(raw.token));
  bool intact = true;
  const char* const end = text::unescape(raw.token, room.data(), intact);
  conversion.repaired |= !intact;
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

void convert_constant(const Mapping& mapping, event::FieldType type, Conversion& conversion) {
  append_constant({{}, json::RawKind::kString, type}, mapping, conversion);
}

void convert(const json::RawValue& raw, const Mapping& mapping, const Target& target,
             Conversion& conversion) {
  const bool is_scalar = raw.kind == json::RawKind::kString || raw.kind == json::RawKind::kNumber ||
                         raw.kind == json::RawKind::kBoolean;
  if (!is_scalar) return;
  const std::string_view written = text_of(raw, conversion);
  const std::string_view text =
      target.doubled_backslashes ? with_single_backslashes(written, conversion) : written;
  const Converter& converter = *mapping.converter;
  if (converter.absent_tokens_are_values || !is_absent_token(text))
    converter.append({text, raw.kind, target.type}, mapping, conversion);
}

}  // namespace firstseen::sources
