// Loads rules by name, from files and from directories.
#pragma once

#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/rule.h"

namespace firstseen::rules {

// Returns the files that load_rules() reads for these arguments, in the same order. An argument
// that is neither a rule name nor a directory counts as a file.
std::vector<std::string> list_rule_files(const std::vector<std::string>& arguments);

// Loads all arguments like load_rules(), but also returns the errors with the good rules.
LoadedRules load_all(const std::vector<std::string>& arguments);

// Whether two rules have the same findings.
bool same_meaning(const Rule& a, const Rule& b);

}  // namespace firstseen::rules
