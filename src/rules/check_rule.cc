#include "firstseen/rule.h"
#include "rules/rule_set.h"

namespace firstseen {

Result<RuleCheck> check_rule(const Rule& rule) {
  auto set = rules::compile_rules({rule}, {});
  if (!set) return fail(set.error().front());
  return RuleCheck{std::move(set->warnings), std::move(set->foreign_fields), std::move(set->unknown_fields)};
}

}  // namespace firstseen
