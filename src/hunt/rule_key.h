// Keys of rules. The histories of two rules with the same key are comparable.
#pragma once

#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// The options of a request that decide which records match, the same for every rule.
struct KeyOptions {
  std::vector<Cidr> internal_networks;
  std::string source;
  std::vector<NamedText> mappings;
  bool strict_ecs = false;
  std::string input_tz;
  bool null_terms = false;
  std::string timestamp_field;
  std::optional<Timestamp> from;  // interval mode, as in HuntRequest
  std::optional<Timestamp> to;
};

KeyOptions key_options(const HuntRequest& request);

// Returns one key per rule: the SHA-256, in hexadecimal, of a canonical text with everything that
// decides which records match and what their terms are. It includes the type; the query, filters
// and exceptions as parsed; the fields of terms and of counted values; the queries among the
// exclusions, in bytewise order; and the options. It does not include id, name, severity, window,
// the value of a threshold, other exclusions and bounds.
std::vector<std::string> rule_keys(const rules::RuleSet& rules, const KeyOptions& options);

}  // namespace firstseen::hunt
