// One rule as Elastic's repository (TOML) and Kibana (NDJSON) write it.
#pragma once

#include "config/node.h"
#include "firstseen/error.h"
#include "firstseen/rule.h"

namespace firstseen::rules {

// What a rule document turned out to be.
struct RuleDocument {
  Rule rule;
  std::string unsupported;  // why it cannot run (its type or language), empty when it can
};

// `node`: the object with rule_id, type and query; of a TOML file its [rule] table.
Result<RuleDocument> read_rule(const config::Node& node);

// Where a rule is: `rules.ndjson:12`; line 0 is the whole file.
std::string place_of(const std::string& file, std::size_t line);

}  // namespace firstseen::rules
