// What Elastic's rule files may hold: keys, types, languages, and the values of enumerations.
//
// Sources: detection_rules/rule.py, definitions.py and etc/api_schemas of elastic/detection-rules, and the
// rule schema of Kibana's detection engine API (rule_schemas.schema.yaml), versions 7.8 to 9.5.
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

// Fails if the type or the language of a rule is none that Elastic knows.
Result<void> check_names(const config::Node& rule);

// Checks the keys and values of a rule of a type that is run. A misspelt key or a wrong value without
// which the rule would mean something else is an error; others are added to `warnings`. Both name the
// nearest right word.
Result<void> check_schema(const config::Node& rule, Errors& warnings);

// Adds warnings about the tables of a TOML file and its [metadata].
void check_file_schema(const config::Node& file, Errors& warnings);

}  // namespace firstseen::rules
