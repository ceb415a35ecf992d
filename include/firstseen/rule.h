// A detection rule: what records it keeps and what counts as new among them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/timestamp.h"

namespace firstseen {

enum class RuleType : std::uint8_t {
  kNewTerms,  // a finding for every term not seen in the window before
  kQuery,     // one finding a host: its first matching record
};

// MITRE ATT&CK: a tactic and the techniques of it that the rule is about.
struct Threat {
  struct Reference {
    std::string id;  // `TA0010`, `T1048`
    std::string name;
  };
  Reference tactic;
  std::vector<Reference> techniques;
};

struct Rule {
  std::string id;
  std::string name;
  std::string description;
  std::string severity = "low";  // low, medium, high or critical
  int risk_score = 0;            // 0 to 100
  RuleType type = RuleType::kNewTerms;
  std::string query;                   // KQL
  std::vector<std::string> new_terms;  // kNewTerms: one to three field names
  Seconds window = 0;                  // kNewTerms: how long a term must not have been seen
  std::vector<Threat> threats;
  std::string file;  // where it was loaded from, as typed; empty for built-in and ad-hoc rules
};

inline constexpr Seconds kDefaultWindow = 7 * 24 * 3600;
inline constexpr std::string_view kDefaultRule = "rare-smb-to-internet";

// The rules that firstseen brings along.
const std::vector<Rule>& builtin_rules();

// The built-in rule of that name; nullptr when there is none.
const Rule* find_builtin_rule(std::string_view name);

}  // namespace firstseen
