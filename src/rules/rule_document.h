// Reads one rule as written by Elastic's repository (TOML) or Kibana (NDJSON).
#pragma once

#include "config/node.h"
#include "firstseen/error.h"
#include "firstseen/rule.h"

namespace firstseen::rules {

// A rule document.
struct RuleDocument {
  Rule rule;
  std::string unsupported;  // why it cannot run (its type or language); empty if it can
};

// `node` is the object with rule_id, type and query; in a TOML file, the [rule] table.
Result<RuleDocument> read_rule(const config::Node& node);

// Whether an object without rule_id is meant as a rule.
bool looks_like_rule(const config::Node& node);

// Returns the place of a rule: `rules.ndjson:12`. Line 0 is the whole file.
std::string place_of(const std::string& file, std::size_t line);

}  // namespace firstseen::rules
