#include <algorithm>
#include <array>

#include "event/field.h"
#include "event/vendor_fields.h"
#include "text/similar.h"

namespace firstseen::event {
namespace {

enum class EcsType : std::uint8_t {
  kKeyword,
  kText,
  kLong,
  kDouble,
  kBoolean,
  kIp,
  kDate,
  kObject,
  kFlattened,
};

struct EcsField {
  std::string_view name;
  EcsType type;
};

// Sorted by name.
constexpr auto kEcsFields = std::to_array<EcsField>({
#define ECS_FIELD(name, type) {name, EcsType::type},
#include "event/ecs_table.inc"
#undef ECS_FIELD
});

const EcsField* find_ecs_field(std::string_view name) {
  const auto* const at =
      std::lower_bound(kEcsFields.begin(), kEcsFields.end(), name,
                       [](const EcsField& field, std::string_view n) { return field.name < n; });
  return at != kEcsFields.end() && at->name == name ? at : nullptr;
}

// Converts a type of the table.
FieldType folded(EcsType type) {
  switch (type) {
    case EcsType::kKeyword: return FieldType::kKeyword;
    case EcsType::kText: return FieldType::kText;
    case EcsType::kLong: return FieldType::kLong;
    case EcsType::kDouble: return FieldType::kDouble;
    case EcsType::kBoolean: return FieldType::kBoolean;
    case EcsType::kIp: return FieldType::kIp;
    case EcsType::kDate: return FieldType::kDate;
    case EcsType::kObject:
    case EcsType::kFlattened: return FieldType::kObject;
  }
  return FieldType::kUnknown;
}

bool below_flattened(std::string_view name) {
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
    const EcsField* const root = find_ecs_field(name.substr(0, dot));
    if (root != nullptr && root->type == EcsType::kFlattened) return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(FieldType type) {
  switch (type) {
    case FieldType::kKeyword: return "keyword";
    case FieldType::kText: return "text";
    case FieldType::kLong: return "long";
    case FieldType::kDouble: return "double";
    case FieldType::kBoolean: return "boolean";
    case FieldType::kIp: return "ip";
    case FieldType::kDate: return "date";
    case FieldType::kObject: return "object";
    case FieldType::kUnknown: return "unknown";
  }
  return "unknown";
}

FieldType field_type(std::string_view name) {
  if (const EcsField* const field = find_ecs_field(name)) return folded(field->type);
  if (const VendorField* const field = find_vendor_field(name)) return field->type;
  for (const auto& [suffix, type] : {std::pair{std::string_view(".text"), FieldType::kText},
                                     std::pair{std::string_view(".caseless"), FieldType::kKeyword}}) {
    if (!name.ends_with(suffix)) continue;
    const EcsField* const base = find_ecs_field(name.substr(0, name.size() - suffix.size()));
    if (base != nullptr && base->type == EcsType::kKeyword) return type;
  }
  return below_flattened(name) ? FieldType::kKeyword : FieldType::kUnknown;
}

Analyzer field_analyzer(std::string_view name) {
  const VendorField* const field = find_vendor_field(name);
  return field == nullptr ? Analyzer::kStandard : field->analyzer;
}

bool is_vendor_field(std::string_view name) {
  constexpr std::array<std::string_view, 9> kPrefixes{
      "winlog.",   "sysmon.", "endgame.",           "m365_defender.", "sentinel_one_cloud_funnel.",
      "Endpoint.", "Target.", "Effective_process.", "powershell."};
  return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::string_view field_below(std::string_view object) {
  const std::string begin = std::string(object) + ".";
  const auto below = [&](std::string_view name) { return name.starts_with(begin); };
  const auto ecs = std::find_if(kEcsFields.begin(), kEcsFields.end(),
                                [&](const EcsField& field) { return below(field.name); });
  if (ecs != kEcsFields.end()) return ecs->name;
  const auto vendor = std::find_if(std::begin(kVendorFields), std::end(kVendorFields),
                                   [&](const VendorField& field) { return below(field.name); });
  return vendor == std::end(kVendorFields) ? std::string_view() : vendor->name;
}

std::optional<std::string> similar_field(std::string_view name) {
  return text::similar_name(name, all_field_names());
}

std::vector<std::string_view> all_field_names() {
  std::vector<std::string_view> names;
  names.reserve(kEcsFields.size());
  for (const EcsField& field : kEcsFields) names.push_back(field.name);
  return names;
}

}  // namespace firstseen::event
