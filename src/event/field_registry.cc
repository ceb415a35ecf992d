#include <algorithm>
#include <array>

#include "event/field.h"

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

// The edit distance of two names (insert, delete, replace, swap neighbours), or limit + 1 when it is larger.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
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
  for (const auto& [suffix, type] : {std::pair{std::string_view(".text"), FieldType::kText},
                                     std::pair{std::string_view(".caseless"), FieldType::kKeyword}}) {
    if (!name.ends_with(suffix)) continue;
    const EcsField* const base = find_ecs_field(name.substr(0, name.size() - suffix.size()));
    if (base != nullptr && base->type == EcsType::kKeyword) return type;
  }
  return below_flattened(name) ? FieldType::kKeyword : FieldType::kUnknown;
}

std::optional<std::string> similar_field(std::string_view name) {
  constexpr std::size_t kMaxEdits = 2;
  std::size_t best = kMaxEdits + 1;
  std::string_view nearest;
  for (const EcsField& field : kEcsFields) {
    const std::size_t distance = edit_distance(name, field.name, best - 1);
    if (distance >= best) continue;
    best = distance;
    nearest = field.name;
    if (best <= 1) break;
  }
  if (nearest.empty()) return std::nullopt;
  return std::string(nearest);
}

std::vector<std::string_view> all_field_names() {
  std::vector<std::string_view> names;
  names.reserve(kEcsFields.size());
  for (const EcsField& field : kEcsFields) names.push_back(field.name);
  return names;
}

}  // namespace firstseen::event
