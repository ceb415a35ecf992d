// What makes the histories of two rules comparable.
#pragma once

#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// What of a request decides which records match, the same for every rule.
struct KeyOptions {
  std::vector<Cidr> internal_networks;
  std::string source;
  std::vector<NamedText> mappings;
  bool strict_ecs = false;
  std::string timestamp_field;
  std::optional<Timestamp> from;  // interval mode, as in HuntRequest
  std::optional<Timestamp> to;
};

KeyOptions key_options(const HuntRequest& request);

// A key per rule: SHA-256, in hexadecimal, of a canonical text that holds what decides which records match and
// what their terms are: type; query, filters and exceptions as they were parsed; fields of terms and of
// counted values; the queries among the exclusions, in bytewise order; and the options. Not in it: id, name,
// severity, window, the value of a threshold, other exclusions, bounds.
std::vector<std::string> rule_keys(const rules::RuleSet& rules, const KeyOptions& options);

}  // namespace firstseen::hunt
