#include <algorithm>
#include <array>

#include "event/field.h"

namespace firstseen::event {
namespace {

// In the order of CommonField.
constexpr std::array<std::string_view, kCommonFieldCount> kCommonNames{
    "@timestamp",         "event.category",    "event.type",       "event.action",     "event.code",
    "host.name",          "host.id",           "host.os.type",     "process.pid",      "process.name",
    "process.executable", "process.entity_id", "user.domain",      "user.name",        "user.id",
    "network.transport",  "network.direction", "network.protocol", "network.type",     "source.ip",
    "source.port",        "source.domain",     "destination.ip",   "destination.port", "destination.domain",
};

constexpr std::string_view kText = ".text";
constexpr std::string_view kCaseless = ".caseless";

// Makes a field from its name in a rule. A multi-field such as `x.text` has the values of `x`.
Field named_field(std::string_view name) {
  Field field;
  field.name = name;
  field.type = field_type(name);
  field.analyzer = field_analyzer(name);
  field.caseless = name.ends_with(kCaseless) && field.type == FieldType::kKeyword;
  const bool analysed = name.ends_with(kText) && field.type == FieldType::kText;
  field.base = name.substr(0, name.size() - (field.caseless ? kCaseless.size()
                                             : analysed     ? kText.size()
                                                            : 0));
  return field;
}

}  // namespace

FieldSet::FieldSet() {
  for (const std::string_view name : kCommonNames) add(name);
}

// `key` is the name of a kExact field. Keys of other scopes begin with a control character, so that
// no two fields have the same key.
std::optional<FieldSlot> FieldSet::add_field(const std::string& key, Field field) {
  if (const auto known = slots_.find(key); known != slots_.end()) return known->second;
  if (fields_.size() >= kMaxFields) return std::nullopt;
  const auto slot = static_cast<FieldSlot>(fields_.size());
  fields_.push_back(std::move(field));
  slots_.emplace(key, slot);
  return slot;
}

std::optional<FieldSlot> FieldSet::add(std::string_view name) {
  Field field = named_field(name);
  return add_field(std::string(name), std::move(field));
}

std::optional<FieldSlot> FieldSet::add_pattern(std::string_view pattern) {
  Field field;
  field.name = field.base = pattern;
  field.scope = FieldScope::kPattern;
  return add_field("\x01" + std::string(pattern), std::move(field));
}

std::optional<FieldSlot> FieldSet::add_nested(std::uint16_t root, std::string_view name) {
  Field field = named_field(name);
  field.scope = FieldScope::kNested;
  field.nested_root = root;
  if (name.find('*') != std::string_view::npos) field.type = FieldType::kUnknown;
  return add_field("\x02" + std::to_string(root) + "\x02" + std::string(name), std::move(field));
}

std::uint16_t FieldSet::add_nested_root(std::string_view path, std::optional<std::uint16_t> parent) {
  for (std::size_t i = 0; i < nested_roots_.size(); ++i) {
    if (nested_roots_[i].path == path && nested_roots_[i].parent == parent)
      return static_cast<std::uint16_t>(i);
  }
  nested_roots_.push_back({std::string(path), parent});
  return static_cast<std::uint16_t>(nested_roots_.size() - 1);
}

void FieldSet::sort_by_name(std::vector<FieldSlot>& slots) const {
  std::sort(slots.begin(), slots.end(),
            [this](FieldSlot a, FieldSlot b) { return fields_[a].name < fields_[b].name; });
}

}  // namespace firstseen::event
