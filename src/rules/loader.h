// Rules by name, from files and from directories.
#pragma once

#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/rule.h"

namespace firstseen::rules {

struct LoadedRules {
  std::vector<Rule>
      rules;  // each id once, in the order of the arguments, below a directory in bytewise order
  std::vector<Error> skipped;  // rules of a type or language that is not run
  std::vector<Error> errors;   // files and rules that cannot be read
};

// Each argument is a built-in rule's name, a TOML file of Elastic's rule repository, an NDJSON file of
// Kibana's rule export with its exception lists, or a directory that is searched for *.toml and *.ndjson. The
// same id with the same meaning counts once; with another meaning it is an error.
LoadedRules load_rules(const std::vector<std::string>& arguments);

// The files that load_rules() reads for these arguments, in the same order; an argument that is neither a
// name nor a directory counts as a file.
std::vector<std::string> list_rule_files(const std::vector<std::string>& arguments);

// Two rules find the same things.
bool same_meaning(const Rule& a, const Rule& b);

}  // namespace firstseen::rules
