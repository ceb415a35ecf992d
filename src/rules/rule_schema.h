// What Elastic's rule files may hold: keys, types, languages, and the values of enumerations.
//
// Sources: detection_rules/rule.py and definitions.py of elastic/detection-rules, and the rule schema
// of Kibana's detection engine API (rule_schemas.schema.yaml), versions 7.10 to 9.1.
#pragma once

#include <string_view>
#include <vector>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::rules {

const std::vector<std::string_view>& run_types();        // `new_terms`, `query`, `threshold`
const std::vector<std::string_view>& other_types();      // types that are not run
const std::vector<std::string_view>& other_languages();  // languages that are not run; `kuery` is
const std::vector<std::string_view>& severities();       // ascending
const std::vector<std::string_view>& maturities();

// Checks the keys and values of a rule. A misspelt key or a wrong value without which the rule would
// mean something else is an error; others are added to `warnings`. Both name the nearest right word.
Result<void> check_schema(const config::Node& rule, Errors& warnings);

}  // namespace firstseen::rules
