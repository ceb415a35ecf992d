#include <algorithm>
#include <array>
#include <string_view>

#include "firstseen/rule.h"
#include "rules/rule_set.h"

namespace firstseen {
namespace {

// Fields that documents of the five sources have in addition to ECS.
constexpr std::array<std::string_view, 8> kVendorPrefixes{
    "winlog.",   "sysmon.", "endgame.",          "m365_defender.", "sentinel_one_cloud_funnel.",
    "Endpoint.", "Target.", "Effective_process."};

bool is_provided(const event::Field& field) {
  if (field.type != event::FieldType::kUnknown || field.scope == event::FieldScope::kPattern) return true;
  return std::any_of(kVendorPrefixes.begin(), kVendorPrefixes.end(),
                     [&](std::string_view prefix) { return field.base.starts_with(prefix); });
}

std::vector<std::string> missing_fields(const rules::RuleSet& set) {
  std::vector<std::string> missing;
  for (const event::FieldSlot slot : set.needed) {
    if (!is_provided(set.fields[slot])) missing.push_back(set.fields[slot].name);
  }
  std::sort(missing.begin(), missing.end());
  return missing;
}

}  // namespace

Result<RuleCheck> check_rule(const Rule& rule) {
  const auto set = rules::compile_rules({rule}, {});
  if (!set) return fail(set.error().front());
  return RuleCheck{set->warnings, missing_fields(*set)};
}

}  // namespace firstseen
