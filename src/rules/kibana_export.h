// Reads rules as JSON: Kibana's rule export, with exception lists, and other files of rules.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/rule.h"

namespace firstseen::rules {

// Adds the rules and errors of a file to `loaded`: of an NDJSON export, a document, an array, an answer
// of Kibana's API, or saved objects. Returns false if the file holds no rule, no exception list and
// nothing that is meant as one; then nothing is added.
bool read_kibana_export(std::string_view text, const std::string& file, LoadedRules& loaded);

// Whether a text has the keys of rules in JSON, well-formed or not.
bool has_rule_keys(std::string_view text);

}  // namespace firstseen::rules
