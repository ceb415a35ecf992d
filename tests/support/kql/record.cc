#include "support/kql/record.h"

#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <optional>

#include "program/compile.h"
#include "support/words_twin.h"

namespace firstseen::kql {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string without_indices(std::string_view path) {
  std::string name;
  bool inside = false;
  for (const char c : path) {
    if (c == '[') inside = true;
    if (!inside) name += c;
    if (c == ']') inside = false;
  }
  return name;
}

// `path` up to where the field `root` ends in it, indices included; empty when it does not begin with it.
std::string prefix_of(const std::string& path, const std::string& root) {
  for (std::size_t end = 1; end <= path.size(); ++end) {
    const bool at_boundary = end == path.size() || path[end] == '.';
    if (at_boundary && without_indices(std::string_view(path).substr(0, end)) == root)
      return path.substr(0, end);
  }
  return {};
}

bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*')
    return fits(pattern.substr(1), name) || (!name.empty() && fits(pattern, name.substr(1)));
  return !name.empty() && pattern.front() == name.front() && fits(pattern.substr(1), name.substr(1));
}

template <typename T>
std::optional<T> parsed(const std::string& text) {
  T number{};
  const char* const end = text.data() + text.size();
  const auto [rest, status] = std::from_chars(text.data(), end, number);
  if (status != std::errc{} || rest != end) return std::nullopt;
  return number;
}

}  // namespace

Record::Record(const event::FieldSet& fields, std::string_view text) : fields_(fields), event_(fields) {
  parse(text);
  for (std::size_t root = 0; root < fields.nested_roots().size(); ++root) {
    for (const Pair& pair : pairs_) {
      const bool inside = !prefix_of(pair.path, fields.nested_roots()[root].path).empty();
      if (inside) element_of(static_cast<std::uint16_t>(root), pair.path);
    }
  }
  for (std::size_t slot = 0; slot < fields.size(); ++slot) fill(static_cast<event::FieldSlot>(slot));
}

void Record::parse(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view pair = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    std::string_view value = pair.substr(equals + 1);
    const bool quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    if (quoted) value = value.substr(1, value.size() - 2);
    const std::string path(pair.substr(0, equals));
    pairs_.push_back({path, without_indices(path), std::string(value), quoted});
  }
}

// Elements are numbered in the order in which they appear.
std::uint32_t Record::element_of(std::uint16_t root, const std::string& path) {
  const event::NestedRoot& nested = fields_.nested_roots()[root];
  const auto key = std::pair(root, prefix_of(path, nested.path));
  if (const auto known = elements_.find(key); known != elements_.end()) return known->second;
  const std::uint32_t parent = nested.parent ? element_of(*nested.parent, path) : 0;
  const auto element = static_cast<std::uint32_t>(event_.element_count(root));
  event_.add_element(root, parent);
  elements_.emplace(key, element);
  return element;
}

bool Record::to_value(const Pair& pair, event::FieldType type, event::Value& value) {
  const std::string& text = pair.value;
  switch (type) {
    case event::FieldType::kKeyword:
    case event::FieldType::kText: value = event::Value::of_text(text, type); return true;
    case event::FieldType::kLong: {
      const auto integer = parsed<std::int64_t>(text);
      if (integer) value = event::Value::of_integer(*integer);
      return integer.has_value();
    }
    case event::FieldType::kDouble: {
      const auto number = parsed<double>(text);
      if (number) value = event::Value::of_number(*number);
      return number.has_value();
    }
    case event::FieldType::kBoolean: value = event::Value::of_boolean(text == "true"); return true;
    case event::FieldType::kIp: {
      const auto ip = IpAddress::parse(text);
      if (ip) value = event::Value::of_ip(*ip);
      return ip.has_value();
    }
    case event::FieldType::kDate: {
      const auto time = parse_iso_time(text);
      if (time) value = event::Value::of_time(time->time);
      return time.has_value();
    }
    case event::FieldType::kObject: return false;
    case event::FieldType::kUnknown: break;
  }
  value = event::Value::of_text(text, event::FieldType::kUnknown);
  value.bare = !pair.quoted && (parsed<double>(text) || text == "true" || text == "false");
  return true;
}

void Record::fill(event::FieldSlot slot) {
  const event::Field& field = fields_[slot];
  const bool is_pattern = field.name.find('*') != std::string::npos;
  std::vector<event::Value>& values = values_.emplace_back();
  for (const Pair& pair : pairs_) {
    const bool fills = is_pattern ? fits(field.name, pair.name) : pair.name == field.base;
    if (!fills) continue;
    event::Value value;
    if (!to_value(pair, is_pattern ? event::field_type(pair.name) : field.type, value)) continue;
    if (field.caseless && !is_pattern) value.text = lowered_.emplace_back(test::lower_of(value.text));
    value.analyzer = is_pattern ? event::field_analyzer(pair.name) : field.analyzer;
    if (field.scope == event::FieldScope::kNested) value.element = element_of(field.nested_root, pair.path);
    values.push_back(value);
  }
  event_.set(slot, values);
}

bool matches(std::string_view query, std::string_view record) {
  event::FieldSet fields;
  const auto compiled = program::compile(query, fields);
  if (!compiled) FAIL(to_text(compiled.error()));
  return compiled->program.matches(Record(fields, record).event());
}

}  // namespace firstseen::kql
